import type { CaseRequest } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import type { RequestTarget } from "./request-target.ts";
import { restRequest } from "./rest/request.ts";
import { rpcRequest } from "./rpc-request.ts";

/** The parts of a case's request. The case's own key is a template and is not used. */
export interface RequestOptions extends RequestTarget {
  readonly request: Pick<CaseRequest, "rest" | "rpc">;
}

/** Builds the wire request of a case for one transport. */
export function buildRequest(transport: Transport, options: RequestOptions): WireRequest {
  const { request, ...target } = options;
  return transport === "rest"
    ? restRequest({ ...target, parts: request.rest })
    : rpcRequest({ ...target, transport, parts: request.rpc });
}
