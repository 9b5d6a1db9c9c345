import { gunzipSync, inflateSync } from "node:zlib";
import type { Problem } from "../../errors.ts";
import type { Frame } from "../outcome.ts";
import { COMPRESSED_FLAG } from "../frame.ts";

/** More than any answer has. A limit is needed because a few bytes can decompress to gigabytes. */
const LIMIT = { maxOutputLength: 1 << 26 };

const CODECS = new Map([
  ["gzip", gunzipSync],
  ["deflate", inflateSync],
]);

/** The payload of a frame, decompressed if its flag says so (gRPC PROTOCOL-HTTP2, "Message-Encoding"), or why it cannot be. */
export function decompress(frame: Frame, encoding: string | undefined): Uint8Array | Problem {
  if ((frame.flags & COMPRESSED_FLAG) === 0) return frame.payload;
  const codec = CODECS.get(encoding ?? "");
  if (codec === undefined) return { problem: `a message is compressed and grpc-encoding is ${encoding ?? "absent"}` };
  try {
    return new Uint8Array(codec(frame.payload, LIMIT));
  } catch {
    return { problem: `a message is not valid ${encoding ?? ""}` };
  }
}
