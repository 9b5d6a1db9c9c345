import { fromBinary } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import type { ErrorDetail, GrpcBody, ReadableDetails, StatusDetails } from "../outcome.ts";
import { decodeBinaryField } from "../base64.ts";
import { typeName } from "../type-name.ts";
import { wireProblem } from "./wire-problem.ts";

/** Reads grpc-status-details-bin: base64 of a google.rpc.Status (google/rpc/status.proto). */
export function readStatusDetails(field: string): StatusDetails {
  const bytes = decodeBinaryField(field);
  if (bytes === undefined) return { problem: "not base64" };
  try {
    return readStatus(new BinaryReader(bytes));
  } catch {
    return { problem: "not a google.rpc.Status" };
  }
}

/**
 * What of readable details contradicts the status beside them. A field that they do not contain contradicts nothing
 * (gRPC PROTOCOL-HTTP2, "Status-Details"), and white space around a field's value is no part of it (RFC 9110 §5.5).
 */
export function contradiction(
  { code, message: told }: ReadableDetails,
  { status, message = "" }: Pick<GrpcBody, "status" | "message">,
): "code" | "message" | undefined {
  if (code !== 0 && String(code) !== status) return "code";
  return told === "" || told.trim() === message.trim() ? undefined : "message";
}

/** Decoded by hand: no package in use exports a schema of google.rpc.Status. */
function readStatus(reader: BinaryReader): StatusDetails {
  const details: ErrorDetail[] = [];
  let code = 0;
  let message = "";
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number > 3) reader.skip(wireType, number);
    else if (wireType !== (number === 1 ? WireType.Varint : WireType.LengthDelimited)) {
      return { problem: `field ${String(number)} of google.rpc.Status has the wire type ${String(wireType)}` };
    } else if (number === 1) code = reader.int32();
    else if (number === 2) message = reader.string(true);
    else {
      const bytes = reader.bytes();
      const problem = wireProblem(AnySchema, bytes);
      if (problem !== undefined) return { problem };
      details.push({ type: typeName(fromBinary(AnySchema, bytes).typeUrl) });
    }
  }
  return { code, message, details };
}
