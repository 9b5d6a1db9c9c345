import { fromBinary } from "@bufbuild/protobuf";
import type { Timestamp as ProtoTimestamp } from "@bufbuild/protobuf/wkt";
import { ResponseSchema, type ResponseMessage } from "../../contract/operation-messages.ts";
import type { Problem } from "../../errors.ts";
import type { Frame, Metadata, Timestamp } from "../outcome.ts";
import { plainBytes } from "../fields.ts";
import { TRAILER_FLAG } from "../frame.ts";
import { decompress } from "./decompress.ts";
import { wireProblem } from "./wire-problem.ts";

/** The metadata in a message, undefined where it has none, or why the bytes are not the message. */
export type DecodedMessage = { readonly problem?: never; readonly metadata: Metadata | undefined } | Problem;

/** Decodes the first message among the frames as the documented response. */
export function decodeMessage(frames: readonly Frame[], encoding: string | undefined): DecodedMessage {
  const frame = frames.find(({ flags }) => (flags & TRAILER_FLAG) === 0);
  if (frame === undefined) return { metadata: undefined };
  const plain = decompress(frame, encoding);
  if ("problem" in plain) return plain;
  const problem = wireProblem(ResponseSchema, plain);
  if (problem !== undefined) return { problem };
  try {
    return { metadata: toMetadata(fromBinary(ResponseSchema, plain)) };
  } catch (error) {
    // The structure is valid, so a value is wrong. TextDecoder throws this for a string that is not UTF-8, as proto3
    // demands.
    return { problem: error instanceof TypeError ? "a string is not UTF-8" : "a number is longer than its type" };
  }
}

/** In proto3 an absent scalar has its zero value and an absent message has no value. */
function toMetadata({ metadata }: ResponseMessage): Metadata | undefined {
  if (metadata === undefined) return undefined;
  const { key, value, details } = metadata;
  return {
    key,
    value: plainBytes(value),
    details: details && {
      sequence: details.sequence,
      creationDate: toTimestamp(details.creationDate),
      changeDate: toTimestamp(details.changeDate),
      resourceOwner: details.resourceOwner,
    },
  };
}

function toTimestamp(time: ProtoTimestamp | undefined): Timestamp | undefined {
  return time && { seconds: time.seconds, nanos: time.nanos };
}
