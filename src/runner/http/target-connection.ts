import type { Transport } from "../../contract/transport.ts";
import type { Exchange, WireRequest } from "../../protocol/exchange.ts";
import { TransportError, type Connection } from "../../transports/transport.ts";
import type { RetryCounter } from "./retry-statistics.ts";

/** A connection to a target, which does what the target's descriptor says of the network. */
export interface TargetConnection extends Connection {
  /**
   * Sends one request and waits for the whole answer; the counter counts what it took. Rejects with a TransportError when
   * there is none, and with a ThrottledError when the target asks to wait longer than it may.
   */
  send(transport: Transport, request: WireRequest, retryCounter?: RetryCounter): Promise<Exchange>;
}

/**
 * Sends a request, and once more when its connection was reset: one may be closed while a request is on its way. Only for
 * requests that do no harm when they are carried out twice (RFC 9110 §9.2.2).
 */
export async function sendOnceMore(
  connection: TargetConnection,
  transport: Transport,
  request: WireRequest,
  retryCounter: RetryCounter,
): Promise<Exchange> {
  try {
    return await connection.send(transport, request, retryCounter);
  } catch (error) {
    if (!(error instanceof TransportError) || !["reset", "unprocessed"].includes(error.kind)) throw error;
    retryCounter.resent();
    return connection.send(transport, request, retryCounter);
  }
}
