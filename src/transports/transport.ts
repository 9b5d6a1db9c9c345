import type { Transport } from "../contract/transport.ts";
import type { Exchange, WireRequest } from "../protocol/exchange.ts";

/** Where requests go and how long they may take. */
export interface Connection {
  /** Sends one request and waits for the whole answer. Rejects with a TransportError when there is none. */
  send(transport: Transport, request: WireRequest): Promise<Exchange>;
  /** Closes every socket. */
  close(): void;
}

/** What a client shows to a server that asks who it is (RFC 8446 §4.4.2). */
export interface ClientCertificate {
  /** PEM: the certificate, and after it those that lead to its authority. */
  readonly cert: string;
  /** PEM of its private key; a secret. */
  readonly key: string;
}

/** A forward proxy (RFC 9110 §3.7). */
export interface ProxyServer {
  /** http or https, host and port, without credentials: this much may be shown. */
  readonly url: string;
  /** `user:password` for Proxy-Authorization (RFC 7617 §2); a secret. */
  readonly credentials?: string;
}

/** What a connection needs to know of the target. */
export interface ConnectionOptions {
  /** http or https; the path is not used, the request carries the whole one. */
  readonly baseUrl: string;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
  readonly clientCertificate?: ClientCertificate;
  readonly proxy?: ProxyServer;
  /** Milliseconds that one request may take, from connecting to the last byte. */
  readonly timeout: number;
}

/**
 * What became of a request that got no answer. `client-certificate`: the server wants one, or another one; `proxy`: the
 * proxy cannot be reached or does not connect; `proxy-credentials`: it wants to know who asks; `no-tunnel`: HTTP/2
 * without TLS, which no forward proxy passes on.
 */
export type FailureKind =
  | "refused"
  | "unresolved"
  | "reset"
  | "timeout"
  | "tls"
  | "client-certificate"
  | "no-http2"
  | "malformed"
  | "proxy"
  | "proxy-credentials"
  | "no-tunnel";

/** A request that got no answer that HTTP knows. Its message names no header and no credential. */
export class TransportError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = "TransportError";
    this.kind = kind;
  }
}
