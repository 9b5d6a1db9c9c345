import type { RpcWire } from "../rpc-wire.ts";

/** A gRPC call (gRPC PROTOCOL-HTTP2, "Requests"). */
export const GRPC_WIRE: RpcWire = {
  httpVersion: "2.0",
  headers: [
    ["content-type", "application/grpc"],
    ["te", "trailers"],
  ],
  encode: (body) => body,
};
