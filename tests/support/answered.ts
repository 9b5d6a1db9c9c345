import type { Transport } from "../../src/contract/transport.ts";
import type { Exchange, WireResponse } from "../../src/protocol/exchange.ts";
import { buildRequest } from "../../src/transports/index.ts";

/** What a transport received: an empty answer with these parts. */
export function answered(transport: Transport, response: Partial<WireResponse>): Exchange {
  return {
    transport,
    request: buildRequest(transport, { basePath: "", key: "key1", request: {} }),
    response: {
      httpVersion: transport === "grpc" ? "2.0" : "1.1",
      status: 200,
      headers: [],
      trailers: [],
      body: new Uint8Array(),
      incomplete: false,
      ...response,
    },
    startedAt: 0,
    duration: 0,
  };
}
