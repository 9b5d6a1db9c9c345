import type { Exchange, Transport, WireRequest } from "../contract/exchange.ts";
import type { Evidence } from "../contract/outcome.ts";

/** Where requests go and how long they may take. */
export interface Connection {
  /** Sends one request and waits for the whole answer. Rejects with a TransportError when there is none. */
  send(transport: Transport, request: WireRequest): Promise<Exchange>;
  /** Closes every socket. */
  close(): void;
}

/** What a connection needs to know of the target. */
export interface ConnectionOptions {
  /** http or https; the path is not used, the request carries the whole one. */
  readonly baseUrl: string;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
  /** Milliseconds that one request may take, from connecting to the last byte. */
  readonly timeout: number;
}

/** What became of a request that got no answer. */
export type FailureKind = "refused" | "unresolved" | "reset" | "timeout" | "tls" | "no-http2" | "malformed";

/** A request that got no answer that HTTP knows. Its message names no header and no credential. */
export class TransportError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.name = "TransportError";
    this.kind = kind;
  }
}

/** Reads the meaning of an exchange. Pure; never throws on what a server sent. */
export type Reader = (exchange: Exchange) => Evidence;
