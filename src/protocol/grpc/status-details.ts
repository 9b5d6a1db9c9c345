import { fromBinary } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import type { ErrorDetail, StatusDetails } from "../outcome.ts";
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
