import { isIP } from "node:net";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import type { ConnectionOptions } from "./transport.ts";

/** Where the sockets of a connection go. */
export interface Endpoint {
  readonly secure: boolean;
  /** Host name or address, without the brackets of an IPv6 literal. */
  readonly host: string;
  readonly port: number;
  /** Value of `Host` and `:authority`: the port only when it is not the scheme's own (RFC 9110 §7.2). */
  readonly authority: string;
  /** `host:port`, for messages. */
  readonly place: string;
  /** Name for SNI, empty for an address, which must not be sent as one (RFC 6066 §3). */
  readonly serverName: string;
  /** Built once, because parsing the system's roots for every connection costs more than the handshake. */
  readonly secureContext: SecureContext | undefined;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
}

/** Reads the endpoint from the connection's options. */
export function parseEndpoint(options: ConnectionOptions): Endpoint {
  const url = new URL(options.baseUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`The base URL must begin with http: or https:, not ${url.protocol}`);
  }
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return {
    secure,
    host,
    port,
    authority: url.host,
    place: `${url.hostname}:${String(port)}`,
    serverName: isIP(host) === 0 ? host : "",
    secureContext: secure ? trust(options.ca) : undefined,
    timeout: options.timeout,
  };
}

/** An own `ca` replaces the roots, so they are named beside it. */
function trust(ca: string | undefined): SecureContext {
  return createSecureContext(ca === undefined ? {} : { ca: [...rootCertificates, ca] });
}
