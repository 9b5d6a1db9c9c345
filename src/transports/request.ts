import type { Stimulus } from "../contract/case.ts";
import type { Transport, WireRequest } from "../contract/exchange.ts";
import { restRequest } from "./rest/request.ts";
import { rpcRequest } from "./rpc-request.ts";

/** What every request needs to know of the target and the credentials. */
export interface RequestTarget {
  /** Path of the target's base URL, empty or beginning with a slash and not ending with one. */
  readonly basePath: string;
  /** The key to ask for, its placeholders resolved. */
  readonly key: string;
  /** Value of the Authorization field; no such field when it is undefined. */
  readonly authorization?: string | undefined;
}

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
