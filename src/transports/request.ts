import type { Stimulus } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import type { RequestTarget } from "./request-target.ts";
import { restRequest } from "./rest/request.ts";
import { rpcRequest } from "./rpc-request.ts";

/** What a case's request is made of. The stimulus' own key is a template and is not looked at. */
export interface RequestOptions extends RequestTarget {
  readonly stimulus: Pick<Stimulus, "rest" | "rpc">;
}

/** Builds the request with which a transport sends a stimulus. */
export function buildRequest(transport: Transport, options: RequestOptions): WireRequest {
  const { stimulus, ...target } = options;
  return transport === "rest"
    ? restRequest({ ...target, parts: stimulus.rest })
    : rpcRequest({ ...target, transport, parts: stimulus.rpc });
}
