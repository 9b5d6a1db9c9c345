import { fromBinary } from "@bufbuild/protobuf";
import type { Timestamp as ProtoTimestamp } from "@bufbuild/protobuf/wkt";
import { ResponseSchema, type ResponseMessage } from "../../contract/operation-messages.ts";
import type { Frame, Metadata, Timestamp } from "../outcome.ts";
import { plainBytes } from "../fields.ts";
import { TRAILER_FLAG } from "../frame.ts";
import { decompress } from "./decompress.ts";
import { wireProblem } from "./wire-problem.ts";

/** The message of an answer, or why its bytes are none. Both are absent when there is no message. */
export interface DecodedMessage {
  readonly found: boolean;
  readonly metadata: Metadata | undefined;
  readonly problem: string | undefined;
}

/** Decodes the first message among the frames as the documented response. */
export function decodeMessage(frames: readonly Frame[], encoding: string | undefined): DecodedMessage {
  const frame = frames.find(({ flags }) => (flags & TRAILER_FLAG) === 0);
  if (frame === undefined) return { found: false, metadata: undefined, problem: undefined };
  const plain = decompress(frame, encoding);
  if (typeof plain === "string") return broken(plain);
  const problem = wireProblem(ResponseSchema, plain);
  if (problem !== undefined) return broken(problem);
  try {
    return { found: true, metadata: toMetadata(fromBinary(ResponseSchema, plain)), problem: undefined };
  } catch (error) {
    // The structure is right, so it is a value. proto3 demands UTF-8 of strings, which TextDecoder refuses so.
    return broken(error instanceof TypeError ? "a string is not UTF-8" : "a number is longer than its type");
  }
}

function broken(problem: string): DecodedMessage {
  return { found: true, metadata: undefined, problem };
}

/** In proto3 a scalar that is absent from the wire has its zero value, a message that is absent has none. */
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
