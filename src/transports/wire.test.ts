import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { characters } from "../exploration/generators/keys.ts";
import { decodeBase64, decodeBase64Pieces, decodeBinaryField } from "../protocol/base64.ts";
import { encodeFrame, splitFrames } from "../protocol/frame.ts";
import { readStatusDetails } from "../protocol/grpc/status-details.ts";
import { decodePercent } from "../protocol/percent.ts";
import { duplicateName } from "../protocol/json/duplicate-name.ts";
import { readJsonText } from "../protocol/json/json-text.ts";
import { readTimestamp } from "../protocol/timestamp.ts";
import { readTrailerFrame } from "../protocol/trailer-frame.ts";

const utf8 = new TextEncoder();

test("a body divides into the frames that it was built from", () => {
  const frame = fc.record({ flags: fc.integer({ min: 0, max: 255 }), payload: fc.uint8Array() });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 4 }), (frames) => {
      const body = Buffer.concat(frames.map(encodeFrame));
      assert.deepEqual(splitFrames(body), {
        frames: frames.map(({ flags, payload }) => ({ flags, payload: new Uint8Array(payload) })),
        problem: undefined,
      });
    }),
  );
});

test("a frame has its flags, its length in four bytes, and its payload", () => {
  const payload = new Uint8Array(0x0102).fill(7);
  const frame = encodeFrame({ flags: 0x80, payload });
  assert.deepEqual([...frame.subarray(0, 5)], [0x80, 0, 0, 1, 2]);
  assert.deepEqual(frame.subarray(5), payload);
});

test("a body that ends inside a frame is distinguished from a whole one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (payload, cut) => {
      const whole = encodeFrame({ flags: 0, payload });
      const { frames, problem } = splitFrames(whole.subarray(0, 1 + (cut % (whole.length - 1))));
      assert.deepEqual(frames, []);
      assert.match(problem ?? "", /^frame 1 (has|announces) /);
    }),
  );
});

test("a frame that announces four gigabytes allocates no memory", () => {
  const { problem } = splitFrames(new Uint8Array([0, 0xff, 0xff, 0xff, 0xff, 1]));
  assert.equal(problem, "frame 1 announces 4294967295 bytes and has 1");
});

test("percent-encoded messages are decoded", () => {
  const text = fc.string({ unit: characters });
  fc.assert(
    fc.property(text, (message) => {
      assert.equal(decodePercent(encodeURIComponent(message)), message);
    }),
  );
});

test("broken percent-encodings stay, and never throw", () => {
  assert.equal(decodePercent("100% of %zz and %4"), "100% of %zz and %4");
  assert.equal(decodePercent("%ff"), "\ufffd");
  assert.equal(decodePercent("\u00c3\u00a9"), "\u00e9");
  fc.assert(
    fc.property(fc.string({ unit: characters }), (value) => {
      assert.equal(typeof decodePercent(value), "string");
    }),
  );
});

test("base64 requires padding, which is optional for binary fields", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = Buffer.from(bytes).toString("base64");
      const plain = new Uint8Array(bytes);
      assert.deepEqual(decodeBase64(text), plain);
      assert.deepEqual(decodeBinaryField(text), plain);
      assert.deepEqual(decodeBinaryField(text.replace(/=+$/, "")), plain);
      if (text.endsWith("=")) assert.equal(decodeBase64(text.replace(/=+$/, "")), undefined);
    }),
  );
});

test("base64 rejects other alphabets, white space and non-zero pad bits", () => {
  for (const text of ["-_-_", "AA==\n", "A A=", "AB==", "A", "A===", "=", "\u00e9\u00e9\u00e9\u00e9"]) {
    assert.equal(decodeBase64(text), undefined, text);
    assert.equal(decodeBase64Pieces(`AAAA${text}`), undefined, text);
  }
});

test("base64 text may come in padded pieces", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (pieces) => {
      const text = pieces.map((piece) => Buffer.from(piece).toString("base64")).join("");
      assert.deepEqual(decodeBase64Pieces(text), new Uint8Array(Buffer.concat(pieces)));
    }),
  );
});

test("large base64 text is read", () => {
  const bytes = new Uint8Array(3_000_000).fill(7);
  assert.equal(decodeBase64Pieces(Buffer.from(bytes).toString("base64"))?.length, bytes.length);
});

test("a trailer frame keeps names as sent", () => {
  const fields = readTrailerFrame(utf8.encode("Grpc-Status:  0 \r\ngrpc-message:a:b\nodd\r\n\r\n"));
  assert.deepEqual(fields, [
    ["Grpc-Status", "0"],
    ["grpc-message", "a:b"],
    ["odd", ""],
  ]);
});

test("malformed status details are described", () => {
  assert.deepEqual(readStatusDetails("CAUSAWE"), { code: 5, message: "a", details: [] });
  assert.deepEqual(readStatusDetails(""), { code: 0, message: "", details: [] });
  assert.deepEqual(readStatusDetails("!"), { problem: "not base64" });
  assert.deepEqual(readStatusDetails("EgX/"), { problem: "not a google.rpc.Status" });
  assert.deepEqual(readStatusDetails("EgH/"), { problem: "not a google.rpc.Status" });
  assert.match(readStatusDetails("CgA=").problem ?? "", /field 1 .* wire type 2/);
  assert.match(readStatusDetails("GgIIAQ").problem ?? "", /google\.protobuf\.Any/);
});

test("times are read to the nanosecond and with their offset", () => {
  assert.deepEqual(readTimestamp("2026-11-23T20:07:57.719762123Z"), { seconds: 1795464477n, nanos: 719762123 });
  assert.deepEqual(readTimestamp("2026-11-23T21:07:57.5+01:00"), { seconds: 1795464477n, nanos: 500000000 });
  assert.deepEqual(readTimestamp("1969-12-31T23:59:59.75Z"), { seconds: -1n, nanos: 750000000 });
});

test("a text that is not an RFC 3339 time is rejected", () => {
  const wrong = ["", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T20:07:57", 1, null];
  for (const value of [...wrong, "2026-11-23 20:07:57Z", "2026-13-01T00:00:00Z", "2026-11-23T20:07:57.1234567891Z"]) {
    assert.equal(readTimestamp(value), undefined, String(value));
  }
});

test("a duplicate member name is found", () => {
  assert.equal(duplicateName('{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}'), undefined);
  assert.equal(duplicateName('{"a":1,"b":[{"x":"\\"","\\u0078":1}]}'), "x");
  assert.equal(duplicateName('{"a":"a","a":1}'), "a");
  assert.equal(duplicateName('["a","a",{"b":["b","b"]}]'), undefined);
  assert.equal(duplicateName('{"\\\\":1,"__proto__":2,"\\\\\\"":3}'), undefined);
  assert.match(readJsonText(utf8.encode('{"a":1,"a":1}')).problem ?? "", /"a"/);
});

test("JSON from JSON.stringify has no duplicate names", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.equal(duplicateName(text), undefined);
    }),
  );
});

test("a body that is not one JSON text in UTF-8 is explained", () => {
  const bodies: [number[] | string, RegExp][] = [
    ["", /empty/],
    ["\ufeff{}", /byte order mark/],
    [[0x22, 0xff, 0x22], /UTF-8/],
    ["{} {}", /not one JSON text/],
    ["<html>", /not one JSON text/],
  ];
  for (const [body, problem] of bodies) {
    const read = readJsonText(typeof body === "string" ? utf8.encode(body) : new Uint8Array(body));
    assert.equal(read.value, undefined);
    assert.match(read.problem ?? "", problem);
  }
});

test("a long JSON text is read fast", () => {
  const body = utf8.encode(JSON.stringify({ metadata: { value: "QUJD".repeat(170_000) } }));
  const from = performance.now();
  assert.equal(readJsonText(body).problem, undefined);
  assert.equal(performance.now() - from < 500, true);
});
