import { plainBytes } from "../../protocol/fields.ts";
import type { RpcWire } from "../rpc-wire.ts";
import { isTextType } from "../../protocol/grpc-web/text-type.ts";

/** A gRPC-Web call (gRPC PROTOCOL-WEB, "Protocol differences vs gRPC over HTTP2"). */
export const GRPC_WEB_WIRE: RpcWire = {
  httpVersion: "1.1",
  headers: [
    ["content-type", "application/grpc-web+proto"],
    ["x-grpc-web", "1"],
  ],
  encode: (body, contentType) =>
    isTextType(contentType) ? plainBytes(Buffer.from(Buffer.from(body).toString("base64"))) : body,
};
