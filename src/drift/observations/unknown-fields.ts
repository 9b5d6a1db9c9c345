import { fromBinary, type UnknownField } from "@bufbuild/protobuf";
import { POINTERS } from "../../contract/operation.ts";
import { ResponseSchema } from "../../contract/operation-messages.ts";
import type { GrpcBody } from "../../protocol/outcome.ts";
import type { Observation } from "../observation.ts";

/** Fields of the message that are not in the contract, by number and wire type, so that additions show. */
export function unknownFields({ frames, decoding }: GrpcBody): readonly Observation[] {
  const frame = frames.find(({ flags }) => flags === 0);
  if (frame === undefined || decoding !== undefined) return [];
  const response = fromBinary(ResponseSchema, frame.payload);
  const { metadata } = response;
  return [
    ...fieldsOf("", response.$unknown),
    ...fieldsOf(POINTERS.entry, metadata?.$unknown),
    ...fieldsOf(POINTERS.details, metadata?.details?.$unknown),
  ];
}

/** A field may come several times: the last one counts. */
function fieldsOf(pointer: string, fields: readonly UnknownField[] = []): readonly Observation[] {
  const wireTypes = new Map(fields.map(({ no, wireType }) => [no, wireType]));
  return [...wireTypes].map(([number, value]) => ({ kind: "unknown-field", pointer, number, value }) as const);
}
