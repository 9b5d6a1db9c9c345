import { fromBinary, toJsonString, type DescMessage } from "@bufbuild/protobuf";
import { RequestSchema, ResponseSchema } from "../contract/operation-messages.ts";
import type { Transport } from "../contract/transport.ts";
import { decodeBase64Pieces } from "../protocol/base64.ts";
import { COMPRESSED_FLAG, splitFrames, TRAILER_FLAG } from "../protocol/frame.ts";
import { isTextType } from "../protocol/grpc-web/text-type.ts";
import type { Frame } from "../protocol/outcome.ts";
import { readTrailerFrame } from "../protocol/trailer-frame.ts";
import { fieldText } from "./field-text.ts";
import type { Redactor } from "./redact.ts";
import { indentJson } from "./indent-json.ts";
import { READ_BYTES, showBytes, SHOWN_BYTES } from "./show-bytes.ts";

/** A body, and what must be known to read it. */
export interface ShownBody {
  readonly transport: Transport;
  readonly side: "request" | "answer";
  readonly type: string | undefined;
  readonly bytes: Uint8Array;
  readonly redactor: Redactor;
}

/** The lines of a body, after an empty one; none when there is no body. */
export function bodyText(body: ShownBody): string[] {
  if (body.bytes.length === 0) return [];
  const isRpc = body.transport !== "rest" && body.type?.startsWith("application/grpc") === true;
  return ["", ...(isRpc ? framesText(body) : [contentText(body)])];
}

function contentText({ bytes, redactor }: ShownBody): string {
  return indentJson(dump(bytes, redactor));
}

function framesText(body: ShownBody): string[] {
  const { bytes, type } = body;
  const plain = isTextType(type) ? decodeBase64Pieces(Buffer.from(bytes).toString("latin1")) : bytes;
  if (plain === undefined) return ["not base64:", dump(bytes, body.redactor)];
  const { frames, problem } = splitFrames(plain);
  let offset = 0;
  const lines = frames.flatMap((frame) => {
    const at = offset;
    offset += 5 + frame.payload.length;
    return frameText(frame, at, body);
  });
  const rest =
    problem === undefined ? [] : [`at byte ${String(offset)}: ${problem}`, dump(plain.subarray(offset), body.redactor)];
  return [...lines, ...rest];
}

function frameText(frame: Frame, at: number, { side, redactor }: ShownBody): string[] {
  const { flags, payload } = frame;
  const kind = (flags & TRAILER_FLAG) === 0 ? "message" : "trailers";
  const compressed = (flags & COMPRESSED_FLAG) === 0 ? "" : ", compressed";
  const head = `frame at byte ${String(at)}: flags 0x${flags.toString(16).padStart(2, "0")} (${kind}${compressed}), ${String(payload.length)} bytes`;
  if (compressed !== "") return [head, dump(payload, redactor)];
  if (kind === "trailers")
    return [head, ...readTrailerFrame(payload).map(([name, value]) => fieldText(name, value, redactor))];
  const message = messageText(payload, side === "request" ? RequestSchema : ResponseSchema, redactor);
  return [head, ...message, ...(payload.length === 0 ? [] : [dump(payload, redactor)])];
}

/** The message as its ProtoJSON form; nothing when the bytes are no such message. */
function messageText(payload: Uint8Array, schema: DescMessage, redactor: Redactor): string[] {
  if (payload.length > READ_BYTES) return [];
  try {
    return [`${schema.name} ${redactor.text(toJsonString(schema, fromBinary(schema, payload), { prettySpaces: 2 }))}`];
  } catch {
    return [`no ${schema.name}`];
  }
}

function dump(bytes: Uint8Array, redactor: Redactor): string {
  const shown = showBytes(redactor.bytes(bytes.subarray(0, READ_BYTES)).subarray(0, SHOWN_BYTES));
  const cut = bytes.length > SHOWN_BYTES ? `\n… ${String(bytes.length)} bytes in all` : "";
  return `${shown}${cut}`;
}
