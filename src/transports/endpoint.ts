import { isIP } from "node:net";
import type { SecureContext } from "node:tls";
import { secureContext } from "./secure-context.ts";
import type { ConnectionOptions, ProxyServer } from "./transport.ts";

/** The server at the other end of a socket. */
export interface Peer {
  readonly secure: boolean;
  /** Host name or address, without the brackets of an IPv6 literal. */
  readonly host: string;
  readonly port: number;
  /** Name for SNI, empty for an IP address, which SNI does not allow (RFC 6066 §3). */
  readonly serverName: string;
  readonly secureContext: SecureContext | undefined;
  /** Its name in messages. */
  readonly place: string;
}

/** The forward proxy of an endpoint. */
export interface ProxyPeer extends Peer {
  /** Value of Proxy-Authorization (RFC 9110 §11.7.2); a secret. */
  readonly authorization: string | undefined;
}

/** Where the requests of a connection go. */
export interface Endpoint extends Peer {
  /** Value of `Host` and `:authority`: the port only when it is not the scheme's own (RFC 9110 §7.2). */
  readonly authority: string;
  /** `host:port` for CONNECT (RFC 9110 §9.3.6). */
  readonly hostAndPort: string;
  readonly proxy: ProxyPeer | undefined;
  /** Time limit of one request in milliseconds. */
  readonly timeout: number;
}

/** Reads the endpoint from the connection's options. */
export function parseEndpoint(options: ConnectionOptions): Endpoint {
  const { baseUrl, ca, clientCertificate, timeout } = options;
  const peer = peerAt(baseUrl, () => secureContext(ca, clientCertificate));
  const proxy = options.proxy && proxyAt(options.proxy, ca);
  return {
    ...peer,
    place: proxy === undefined ? peer.place : `${peer.place} through ${proxy.place}`,
    authority: new URL(baseUrl).host,
    hostAndPort: peer.place,
    proxy,
    timeout,
  };
}

/** The client certificate is for the target, not for the proxy. */
function proxyAt({ url, credentials }: ProxyServer, ca: string | undefined): ProxyPeer {
  const peer = peerAt(url, () => secureContext(ca));
  return {
    ...peer,
    place: `the proxy ${peer.place}`,
    authorization: credentials && `Basic ${Buffer.from(credentials).toString("base64")}`,
  };
}

function peerAt(address: string, makeContext: () => SecureContext): Peer {
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`The address must begin with http: or https:, not ${url.protocol}`);
  }
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  return {
    secure,
    host,
    port,
    serverName: isIP(host) === 0 ? host : "",
    secureContext: secure ? makeContext() : undefined,
    place: `${url.hostname}:${String(port)}`,
  };
}
