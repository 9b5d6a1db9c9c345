import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { anyPack, AnySchema } from "@bufbuild/protobuf/wkt";
import { ErrorDetailSchema } from "@zitadel/proto/zitadel/message_pb.js";
import { CODE_NAMES, codeNumber } from "../../contract/codes.ts";
import type { AnswerError } from "./answer.ts";
import type { RpcAnswer } from "./behaviour.ts";

/** The trailers of an error: grpc-status, grpc-message and, where it has an id, grpc-status-details-bin. */
export function trailersOf({ code: wanted, message, id }: AnswerError): RpcAnswer["trailers"] {
  const code = wanted > 0 && wanted < CODE_NAMES.length ? wanted : codeNumber("UNKNOWN");
  const text = id === undefined ? message : `${message} (${id})`;
  return [
    // encodeURIComponent escapes everything that gRPC requires and more; every client decodes that too.
    ["grpc-message", encodeURIComponent(text)],
    ["grpc-status", String(code)],
    ...(id === undefined ? [] : [["grpc-status-details-bin", detailsOf(code, text, { id, message })] as const]),
  ];
}

/** google.rpc.Status as unpadded base64 (gRPC PROTOCOL-HTTP2, "Custom-Metadata"); no package exports its schema. */
function detailsOf(code: number, message: string, detail: { readonly id: string; readonly message: string }): string {
  const any = toBinary(AnySchema, anyPack(ErrorDetailSchema, create(ErrorDetailSchema, detail)));
  const status = new BinaryWriter()
    .tag(1, WireType.Varint)
    .int32(code)
    .tag(2, WireType.LengthDelimited)
    .string(message)
    .tag(3, WireType.LengthDelimited)
    .bytes(any)
    .finish();
  return Buffer.from(status).toString("base64").replace(/=+$/, "");
}
