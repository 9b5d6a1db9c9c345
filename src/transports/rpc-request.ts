import { create, toBinary } from "@bufbuild/protobuf";
import type { RpcParts } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import type { WireRequest } from "../protocol/exchange.ts";
import { RequestSchema } from "../contract/operation-messages.ts";
import { OPERATION } from "../contract/operation.ts";
import { plainBytes } from "../protocol/fields.ts";
import { encodeFrame } from "../protocol/frame.ts";
import { GRPC_WIRE } from "./grpc/request.ts";
import { GRPC_WEB_WIRE } from "./grpc-web/request.ts";
import type { RpcWire } from "./rpc-wire.ts";
import type { RequestTarget } from "./request-target.ts";

/** The transports that call the RPC. */
type RpcTransport = Exclude<Transport, "rest">;

/** The parts of an RPC request. */
export interface RpcRequestOptions extends RequestTarget {
  readonly transport: RpcTransport;
  readonly parts?: RpcParts | undefined;
}

const WIRES: Readonly<Record<RpcTransport, RpcWire>> = { grpc: GRPC_WIRE, "grpc-web": GRPC_WEB_WIRE };

/** Builds the documented RPC with a case's changes (gRPC PROTOCOL-HTTP2, "Requests"). */
export function rpcRequest({ transport, basePath, key, authorization, parts = {} }: RpcRequestOptions): WireRequest {
  const wire = WIRES[transport];
  const method = parts.method ?? "POST";
  const headers = new Map<string, string>();
  // A preflight carries neither credentials nor content (Fetch, "CORS-preflight fetch").
  if (method !== "OPTIONS") {
    if (authorization !== undefined) headers.set("authorization", authorization);
    for (const [name, value] of wire.headers) headers.set(name, value);
  }
  for (const [name, value] of Object.entries(parts.headers ?? {})) {
    if (value === null) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  const body = method === "OPTIONS" ? new Uint8Array() : wire.encode(callBody(key, parts), headers.get("content-type"));
  return {
    httpVersion: parts.httpVersion ?? wire.httpVersion,
    method,
    path: `${basePath}${parts.path ?? OPERATION.rpcPath}`,
    headers: [...headers],
    body,
  };
}

/** The framed request message, or the case's own bytes. */
function callBody(key: string, { rawBody, extraFields = "" }: RpcParts): Uint8Array {
  if (rawBody !== undefined) return hexBytes(rawBody);
  const message = toBinary(RequestSchema, create(RequestSchema, { key }));
  const payload = extraFields === "" ? message : Buffer.concat([message, hexBytes(extraFields)]);
  return encodeFrame({ flags: 0, payload });
}

function hexBytes(hex: string): Uint8Array {
  return plainBytes(Buffer.from(hex, "hex"));
}
