import type { Transport } from "../contract/exchange.ts";
import { readGrpcWeb } from "./grpc-web/read.ts";
import { readGrpc } from "./grpc/read.ts";
import { readRest } from "./rest/read.ts";
import type { Reader } from "./transport.ts";

export { openConnection } from "./connection.ts";
export { buildRequest } from "./request.ts";
export { TransportError, type Connection, type FailureKind, type Reader } from "./transport.ts";

/** Reads an exchange by the transport that it went over. */
export const readers: Readonly<Record<Transport, Reader>> = {
  rest: readRest,
  grpc: readGrpc,
  "grpc-web": readGrpcWeb,
};
