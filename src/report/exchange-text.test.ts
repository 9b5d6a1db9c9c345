import assert from "node:assert/strict";
import { test } from "node:test";
import { create, toBinary } from "@bufbuild/protobuf";
import { ResponseSchema } from "../contract/operation-messages.ts";
import type { Exchange } from "../protocol/exchange.ts";
import { encodeFrame } from "../protocol/frame.ts";
import { exchangesText } from "./exchange-text.ts";
import { indentJson } from "./indent-json.ts";
import { createRedactor } from "./redact.ts";

const redactor = createRedactor([]);
const message = toBinary(ResponseSchema, create(ResponseSchema, { metadata: { key: "key1" } }));

function grpc(transport: "grpc" | "grpc-web", response: Partial<Exchange["response"]>): Exchange {
  const headers = [["content-type", transport === "grpc" ? "application/grpc" : "application/grpc-web-text"]] as const;
  const body = encodeFrame({ flags: 0, payload: Uint8Array.of(0x0a, 4, 0x6b, 0x65, 0x79, 0x31) });
  return {
    transport,
    request: {
      httpVersion: "2.0",
      method: "POST",
      path: "/S/M",
      headers: [["content-type", "application/grpc"]],
      body,
    },
    response: {
      httpVersion: "2.0",
      status: 200,
      headers,
      trailers: [],
      body: new Uint8Array(),
      incomplete: false,
      ...response,
    },
    startedAt: 0,
    duration: 5,
  };
}

test("frames are shown with their offsets and decoded, trailers with their meaning", () => {
  const body = Buffer.concat([encodeFrame({ flags: 0, payload: message }), Uint8Array.of(0, 0, 0)]);
  const trailers = [
    ["grpc-status", "5"],
    ["grpc-message", "not%20found"],
  ] as const;
  const text = exchangesText([grpc("grpc", { body, trailers })], redactor);
  assert.match(
    text,
    /frame at byte 0: flags 0x00 \(message\), 6 bytes\n {2}GetMyMetadataRequest \{\n {4}"key": "key1"/,
  );
  assert.match(text, /GetMyMetadataResponse \{/);
  assert.match(text, new RegExp(`at byte ${String(5 + message.length)}: frame 2 has 3 of the 5 bytes`));
  assert.match(
    text,
    /trailers\n {2}grpc-status: 5 {2}\(code 5 \(NOT_FOUND\)\)\n {2}grpc-message: not%20found {2}\(not found\)/,
  );
});

test("a trailer frame in base64 is read", () => {
  const frame = encodeFrame({ flags: 0x80, payload: Buffer.from("grpc-status: 16\r\n") });
  const body = Buffer.from(Buffer.from(frame).toString("base64"));
  const text = exchangesText([grpc("grpc-web", { body })], redactor);
  assert.match(text, /flags 0x80 \(trailers\), 17 bytes\n {2}grpc-status: 16 {2}\(code 16 \(UNAUTHENTICATED\)\)/);
});

test("JSON is indented as it was sent", () => {
  const sent = '{"a":1,"a" :12345678901234567890,"b":[],"c":[{"d":"x,\\"y"}, null]}';
  const shown = indentJson(sent);
  assert.equal(
    shown,
    '{\n  "a": 1,\n  "a": 12345678901234567890,\n  "b": [],\n  "c": [\n    {\n      "d": "x,\\"y"\n    },\n    null\n  ]\n}',
  );
  assert.equal(indentJson("<html>{}"), "<html>{}");
});
