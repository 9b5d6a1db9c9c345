import { fromBinary, type UnknownField } from "@bufbuild/protobuf";
import { ResponseSchema } from "../../contract/operation-messages.ts";
import type { GrpcBody } from "../../protocol/outcome.ts";
import type { RawObservations } from "./head.ts";

/** Fields of the message that the contract does not have, by number and wire type, so that additions show. */
export function unknownFields({ frames, decoding }: GrpcBody): RawObservations {
  const frame = frames.find(({ flags }) => flags === 0);
  if (frame === undefined || decoding !== undefined) return {};
  const response = fromBinary(ResponseSchema, frame.payload);
  const { metadata } = response;
  return {
    ...named("body", response.$unknown),
    ...named("body /metadata", metadata?.$unknown),
    ...named("body /metadata/details", metadata?.details?.$unknown),
  };
}

function named(place: string, fields: readonly UnknownField[] = []): RawObservations {
  return Object.fromEntries(
    fields.map(({ no, wireType }) => [`${place} field ${String(no)}`, `wire type ${String(wireType)}`]),
  );
}
