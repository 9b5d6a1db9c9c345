/** Types of HTTP/2 frames (RFC 9113 §6), and one that no document defines, which receivers ignore (§5.5). */
const DATA = 0x0;
const HEADERS = 0x1;
const PING = 0x6;
const CONTINUATION = 0x9;
const UNDEFINED_TYPE = 0xbe;

const END_STREAM = 0x1;
const ACK = 0x1;
const END_HEADERS = 0x4;
const PADDED = 0x8;
const PRIORITY = 0x20;

const HEAD = 9;
const PREFACE = 24;
/** Payload of the pings that are inserted. */
const OWN_PING = Buffer.from("inserted");
/** Pieces that one DATA frame is cut into. */
const PIECES = 5;

/** One frame (RFC 9113 §4.1). */
interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** Divides bytes into frames as they come and writes them otherwise. What comes before the first frame is passed on. */
function perFrame(skip: number, rewrite: (frame: Frame) => readonly Frame[]): (chunk: Buffer) => Buffer {
  let left = skip;
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const written: Buffer[] = [];
    if (left > 0) {
      const before = rest.subarray(0, left);
      left -= before.length;
      rest = rest.subarray(before.length);
      written.push(before);
    }
    while (rest.length >= HEAD && rest.length >= HEAD + rest.readUIntBE(0, 3)) {
      const end = HEAD + rest.readUIntBE(0, 3);
      const [type = 0, flags = 0] = rest.subarray(3, 5);
      written.push(
        ...rewrite({ type, flags, stream: rest.readUInt32BE(5), payload: rest.subarray(HEAD, end) }).map(encode),
      );
      rest = rest.subarray(end);
    }
    return Buffer.concat(written);
  };
}

function encode({ type, flags, stream, payload }: Frame): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/**
 * The server's frames as a proxy may cut them anew: content in small pieces with padding and with pings and unknown
 * frames between them, and field sections in HEADERS and CONTINUATION (RFC 9113 §4.3, §5.5, §6.1, §6.7).
 */
export function recutFrames(): (chunk: Buffer) => Buffer {
  return perFrame(0, (frame) => {
    if (frame.type === DATA && (frame.flags & PADDED) === 0) return inPaddedPieces(frame);
    if (frame.type === HEADERS && (frame.flags & (PADDED | PRIORITY)) === 0) return inTwoBlocks(frame);
    return [frame];
  });
}

/** The client's frames without its answers to the inserted pings: the server sent none. */
export function withoutOwnPings(): (chunk: Buffer) => Buffer {
  return perFrame(PREFACE, (frame) =>
    frame.type === PING && frame.flags === ACK && frame.payload.equals(OWN_PING) ? [] : [frame],
  );
}

function inPaddedPieces({ flags, stream, payload }: Frame): Frame[] {
  const size = Math.max(1, Math.ceil(payload.length / PIECES));
  const frames: Frame[] = [];
  for (let at = 0; at === 0 || at < payload.length; at += size) {
    const piece = payload.subarray(at, at + size);
    const ends = at + size >= payload.length ? flags & END_STREAM : 0;
    const padding = piece.length % 3;
    frames.push({
      type: DATA,
      flags: PADDED | ends,
      stream,
      payload: Buffer.concat([Buffer.from([padding]), piece, Buffer.alloc(padding)]),
    });
    frames.push({ type: PING, flags: 0, stream: 0, payload: OWN_PING });
    if (ends === 0) frames.push({ type: UNDEFINED_TYPE, flags: 0xff, stream, payload: Buffer.from("ignored") });
  }
  return frames;
}

function inTwoBlocks({ flags, stream, payload }: Frame): Frame[] {
  const middle = Math.floor(payload.length / 2);
  return [
    { type: HEADERS, flags: flags & ~END_HEADERS, stream, payload: payload.subarray(0, middle) },
    { type: CONTINUATION, flags: flags & END_HEADERS, stream, payload: payload.subarray(middle) },
  ];
}
