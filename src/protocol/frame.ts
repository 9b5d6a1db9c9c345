import type { Frame } from "./outcome.ts";
import { plainBytes } from "./fields.ts";

/** Set in the flags of a message that is compressed (gRPC PROTOCOL-HTTP2, "Compressed-Flag"). */
export const COMPRESSED_FLAG = 0x01;

/** Set in the flags of a gRPC-Web frame that holds trailers (gRPC PROTOCOL-WEB, "Message framing"). */
export const TRAILER_FLAG = 0x80;

const PREFIX_LENGTH = 5;

/** The frames of a body, and why the body does not end with a whole frame, if so. */
export interface Framing {
  readonly frames: readonly Frame[];
  readonly problem: string | undefined;
}

/** Divides a body into length-prefixed messages (gRPC PROTOCOL-HTTP2, "Length-Prefixed-Message"). */
export function splitFrames(body: Uint8Array): Framing {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const frames: Frame[] = [];
  let at = 0;
  while (at < body.length) {
    const which = `frame ${String(frames.length + 1)}`;
    const left = body.length - at;
    if (left < PREFIX_LENGTH) {
      return { frames, problem: `${which} has ${String(left)} of the 5 bytes of its prefix` };
    }
    const length = view.getUint32(at + 1);
    if (left - PREFIX_LENGTH < length) {
      const problem = `${which} announces ${String(length)} bytes and has ${String(left - PREFIX_LENGTH)}`;
      return { frames, problem };
    }
    const from = at + PREFIX_LENGTH;
    frames.push({ flags: view.getUint8(at), payload: plainBytes(body.subarray(from, from + length)) });
    at = from + length;
  }
  return { frames, problem: undefined };
}

/** One length-prefixed message: flags, length in network byte order, payload. */
export function encodeFrame({ flags, payload }: Frame): Uint8Array {
  const frame = new Uint8Array(PREFIX_LENGTH + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, flags);
  view.setUint32(1, payload.length);
  frame.set(payload, PREFIX_LENGTH);
  return frame;
}
