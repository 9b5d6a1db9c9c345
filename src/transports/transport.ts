import type { Transport } from "../contract/transport.ts";
import type { Exchange, WireRequest } from "../protocol/exchange.ts";

/** A connection to a target. */
export interface Connection {
  /** Sends one request and waits for the whole answer. Rejects with a TransportError when there is none. */
  send(transport: Transport, request: WireRequest): Promise<Exchange>;
  /** Closes every socket. */
  close(): void;
}

/** The client's certificate for a server that requests one (RFC 8446 §4.4.2). */
export interface ClientCertificate {
  /** PEM: the certificate, then its chain. */
  readonly cert: string;
  /** PEM of its private key; a secret. */
  readonly key: string;
}

/** A forward proxy (RFC 9110 §3.7). */
export interface ProxyServer {
  /** http or https, host and port, without credentials: safe to show. */
  readonly url: string;
  /** `user:password` for Proxy-Authorization (RFC 7617 §2); a secret. */
  readonly credentials?: string;
}

/** What a connection needs from the target. */
export interface ConnectionOptions {
  /** http or https. Its path is not used: requests have the whole path. */
  readonly baseUrl: string;
  /** PEM certificates to trust besides the system's. */
  readonly ca?: string;
  readonly clientCertificate?: ClientCertificate;
  readonly proxy?: ProxyServer;
  /** Time limit of one request in milliseconds, from connecting to the last byte. */
  readonly timeout: number;
}

/**
 * Why a request got no answer. `unprocessed`: the server says that it has not begun the request; `client-certificate`:
 * the server requires one, or a different one; `proxy`: the proxy cannot be reached or does not connect;
 * `proxy-credentials`: the proxy requires credentials; `no-tunnel`: HTTP/2 without TLS, which no forward proxy passes
 * on.
 */
export type FailureKind =
  | "refused"
  | "unresolved"
  | "reset"
  | "unprocessed"
  | "timeout"
  | "tls"
  | "plain"
  | "client-certificate"
  | "no-http2"
  | "malformed"
  | "proxy"
  | "proxy-credentials"
  | "no-tunnel";

/** A request without a valid HTTP answer. The message shows no header and no credential. */
export class TransportError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = "TransportError";
    this.kind = kind;
  }
}
