import { deflateSync, gzipSync } from "node:zlib";
import { decodeBase64Pieces } from "../../protocol/base64.ts";
import { header, mediaType, type HeaderList, type WireResponse } from "../../protocol/exchange.ts";
import { COMPRESSED_FLAG, encodeFrame, splitFrames } from "../../protocol/frame.ts";
import { isTextType } from "../../protocol/grpc-web/text-type.ts";
import { decompress } from "../../protocol/grpc/decompress.ts";
import type { Frame } from "../../protocol/outcome.ts";

type Change = (bytes: Uint8Array) => Uint8Array;

/** Changes what an RPC's compressed messages hold. One that does not change stays as it is, byte for byte. */
export function changeCompressed({ headers, body }: WireResponse, change: Change): Uint8Array {
  const isText = isTextType(mediaType(headers));
  const bytes = isText ? decodeBase64Pieces(Buffer.from(body).toString("latin1")) : body;
  if (bytes === undefined) return body;
  const { frames, problem } = splitFrames(bytes);
  const changed = frames.map((frame) => changeFrame(frame, header(headers, "grpc-encoding"), change));
  if (problem !== undefined || changed.every((frame, at) => frame === frames[at])) return body;
  const written = Buffer.concat(changed.map(encodeFrame));
  return isText ? Buffer.from(written.toString("base64")) : written;
}

function changeFrame(frame: Frame, encoding: string | undefined, change: Change): Frame {
  if ((frame.flags & COMPRESSED_FLAG) === 0) return frame;
  const payload = decompress(frame, encoding);
  if ("problem" in payload) return frame;
  const changed = change(payload);
  if (Buffer.from(changed).equals(payload)) return frame;
  return { ...frame, payload: new Uint8Array(encoding === "gzip" ? gzipSync(changed) : deflateSync(changed)) };
}

/** The fields of content whose coding is undone, or whose length is another one. */
export function fieldsOfContent({ headers, body, coding }: WireResponse, length: number): HeaderList {
  const isUndone = coding !== undefined && coding.problem === undefined;
  if (!isUndone && length === body.length) return headers;
  return headers.flatMap(([name, value]): HeaderList => {
    if (isUndone && /^content-encoding$/i.test(name)) return [];
    return [[name, /^content-length$/i.test(name) ? String(length) : value]];
  });
}
