import { ThrottledError, BlockedError } from "../errors.ts";
import type { Transport } from "../contract/transport.ts";
import type { Exchange, WireRequest } from "../protocol/exchange.ts";
import type { RetryCounter } from "../runner/http/retry-statistics.ts";
import { sendOnceMore, type TargetConnection } from "../runner/http/target-connection.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { basePathOf } from "../transports/base-path.ts";
import { whyFailed } from "../transports/failure-message.ts";
import { buildRequest } from "../transports/index.ts";
import { TransportError } from "../transports/transport.ts";

/** One question to the target: an answer, or the sentence that says why there is none. */
export type Attempt = { readonly exchange: Exchange } | { readonly sentence: string };

/** Asks the target before the first case. */
export class Prober {
  readonly descriptor: TargetDescriptor;
  readonly #connection: TargetConnection;
  readonly #retryCounter: RetryCounter;

  constructor(descriptor: TargetDescriptor, connection: TargetConnection, retryCounter: RetryCounter) {
    this.descriptor = descriptor;
    this.#connection = connection;
    this.#retryCounter = retryCounter;
  }

  /** Asks as documented for the key that every case needs, or for another one, with the user's token or without any. */
  ask(transport: Transport, key = this.descriptor.key, hasToken = true): Promise<Attempt> {
    const { baseUrl, tokens } = this.descriptor;
    const authorization = hasToken ? { authorization: `Bearer ${tokens.subject ?? ""}` } : {};
    const request = buildRequest(transport, { basePath: basePathOf(baseUrl), key, ...authorization, request: {} });
    return this.#attempt(transport, request);
  }

  /** Reads a path of the instance beside the operation; the token goes only where the operation is. */
  get(path: string, hasToken = false): Promise<Attempt> {
    const { tokens } = this.descriptor;
    return this.#attempt("rest", {
      httpVersion: "1.1",
      method: "GET",
      path,
      headers: hasToken ? [["authorization", `Bearer ${tokens.subject ?? ""}`]] : [],
      body: new Uint8Array(),
    });
  }

  async #attempt(transport: Transport, request: WireRequest): Promise<Attempt> {
    try {
      return { exchange: await sendOnceMore(this.#connection, transport, request, this.#retryCounter) };
    } catch (error) {
      if (error instanceof ThrottledError || error instanceof BlockedError) return { sentence: error.message };
      if (!(error instanceof TransportError)) throw error;
      return { sentence: whyFailed(error, this.descriptor.baseUrl, transport) };
    }
  }
}
