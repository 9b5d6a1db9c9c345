import type { Transport } from "../contract/transport.ts";
import { readGrpcWeb } from "../protocol/grpc-web/read.ts";
import { readGrpc } from "../protocol/grpc/read.ts";
import { readRest } from "../protocol/json/read.ts";
import type { Reader } from "../protocol/outcome.ts";

export { openConnection } from "./connection.ts";
export { buildRequest } from "./request.ts";
export { TransportError, type Connection, type FailureKind } from "./transport.ts";

/** The reader of exchanges for each transport. */
export const readers: Readonly<Record<Transport, Reader>> = {
  rest: readRest,
  grpc: readGrpc,
  "grpc-web": readGrpcWeb,
};
