import assert from "node:assert/strict";
import { test } from "node:test";
import { recutFrames, withoutOwnPings } from "./http2-frames.ts";

const [DATA, HEADERS, PING, CONTINUATION, UNDEFINED] = [0, 1, 6, 9, 0xbe];
/** What a piece of content is sent as, when another piece follows it. */
const PIECE = [DATA, PING, UNDEFINED];

function frame(type: number, flags: number, payload: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, payload.length, type, flags, 0, 0, 0, 1]), Buffer.from(payload)]);
}

/** Type, flags and payload of each frame. */
function framesIn(bytes: Buffer): [type: number, flags: number, payload: Buffer][] {
  const frames: [number, number, Buffer][] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    frames.push([bytes[at + 3] ?? 0, bytes[at + 4] ?? 0, bytes.subarray(at + 9, end)]);
    at = end;
  }
  return frames;
}

test("a field section is cut in two, and content into padded pieces that say the same, however the bytes come", () => {
  const recut = recutFrames();
  const sent = Buffer.concat([frame(HEADERS, 0x4, "abcdef"), frame(DATA, 0x1, "some content"), frame(4, 0, "")]);
  const bytes = Buffer.concat([recut(sent.subarray(0, 5)), recut(sent.subarray(5, 20)), recut(sent.subarray(20))]);
  const frames = framesIn(bytes);
  assert.deepEqual(
    frames.map(([type]) => type),
    [HEADERS, CONTINUATION, ...PIECE, ...PIECE, ...PIECE, DATA, PING, 4],
  );
  const [head, rest] = frames;
  assert.deepEqual([head?.[1], rest?.[1], `${String(head?.[2])}${String(rest?.[2])}`], [0, 0x4, "abcdef"]);
  const data = frames.filter(([type]) => type === DATA);
  const plain = data.map(([, , payload]) => payload.subarray(1, payload.length - (payload[0] ?? 0)).toString());
  assert.equal(plain.join(""), "some content");
  assert.deepEqual(
    data.map(([, flags]) => flags),
    [0x8, 0x8, 0x8, 0x9],
  );
});

test("only the client's answers to inserted pings are kept from the server", () => {
  const filter = withoutOwnPings();
  const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  const kept = [frame(PING, 0x1, "of yours"), frame(PING, 0, "inserted"), frame(DATA, 0, "inserted")];
  const bytes = Buffer.concat([preface, frame(PING, 0x1, "inserted"), ...kept]);
  assert.deepEqual(filter(bytes), Buffer.concat([preface, ...kept]));
});
