import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { ResponseSchema } from "../contract/operation-messages.ts";
import type { Transport } from "../contract/transport.ts";
import type { WireResponse } from "./exchange.ts";
import { encodeFrame } from "./frame.ts";
import type { Evidence, GrpcBody } from "./outcome.ts";
import { readers } from "../transports/index.ts";
import { answered } from "../../tests/support/answered.ts";
function rpc(transport: Transport, response: Partial<WireResponse>): Evidence & { body: GrpcBody } {
  const evidence = readers[transport](answered(transport, response));
  assert.ok(evidence.body.kind === "grpc", "evidence.body is not grpc");
  return { ...evidence, body: evidence.body };
}

function wrap(flags: number, payload: Uint8Array): Uint8Array {
  return encodeFrame({ flags, payload });
}

const message = toBinary(
  ResponseSchema,
  create(ResponseSchema, { metadata: { key: "k", value: new Uint8Array([0, 255]) } }),
);
const metadata = { key: "k", value: new Uint8Array([0, 255]), details: undefined };
const ok: [string, string] = ["grpc-status", "0"];
const webOk = wrap(0x80, Buffer.from("grpc-status: 0\r\n"));

test("grpc: an absent submessage is undefined, an absent scalar has its zero value", () => {
  const empty = wrap(0, new Uint8Array([0x0a, 0x02, 0x0a, 0x00]));
  assert.deepEqual(rpc("grpc", { body: empty, trailers: [ok] }).outcome, {
    kind: "success",
    metadata: {
      key: "",
      value: new Uint8Array(),
      details: { sequence: 0n, creationDate: undefined, changeDate: undefined, resourceOwner: "" },
    },
  });
  const { outcome } = rpc("grpc", { body: wrap(0, new Uint8Array()), trailers: [ok] });
  assert.deepEqual(outcome, { kind: "success", metadata: undefined });
});

test("grpc: trailers-only answers and several statuses are distinguished", () => {
  const headers: [string, string][] = [
    ["content-type", "application/grpc"],
    ["grpc-status", "5"],
    ["grpc-message", "f%C3%BCnf"],
  ];
  const only = rpc("grpc", { headers });
  assert.deepEqual(only.body.statusPlaces, ["headers"]);
  assert.deepEqual(only.body.trailers, headers);
  assert.deepEqual(only.outcome, { kind: "error", code: 5, message: "fünf", details: [] });
  const both = rpc("grpc", { headers, trailers: [["grpc-status", "13"], ok] });
  assert.deepEqual(both.body.statusPlaces, ["trailers", "trailers", "headers"]);
  assert.equal(both.body.status, "13");
});

test("grpc: a compressed message is decompressed, or the problem is named", () => {
  const body = wrap(1, new Uint8Array(gzipSync(message)));
  const headers: [string, string][] = [["grpc-encoding", "gzip"]];
  assert.deepEqual(rpc("grpc", { headers, body, trailers: [ok] }).outcome, { kind: "success", metadata });
  assert.match(rpc("grpc", { body, trailers: [ok] }).body.decoding ?? "", /grpc-encoding is absent/);
  const lies = rpc("grpc", { headers, body: wrap(1, message), trailers: [ok] });
  assert.match(lies.body.decoding ?? "", /not valid gzip/);
});

test("grpc: bytes that are not the documented message are named as such", () => {
  const wrong: [string, RegExp][] = [
    ["0801", /field 1 of zitadel.auth.v1.GetMyMetadataResponse has the wire type 0/],
    ["0a021000", /field 2 of zitadel.metadata.v1.Metadata has the wire type 0/],
    ["0a041202fffe", /not UTF-8/],
    ["0a0612", /cut off/],
    ["0a03120461", /cut off/],
    // The key claims more bytes than the metadata around it has.
    ["0a0312046162636465", /cut off/],
    ["ff", /cut off/],
    ["0a0f0a0d08ffffffffffffffffffffff01", /number is longer/],
    ["0a0a0a0809ffffffffffffffff", /field 1 of zitadel.v1.ObjectDetails has the wire type 1/],
  ];
  for (const [hex, problem] of wrong) {
    const evidence = rpc("grpc", { body: wrap(0, new Uint8Array(Buffer.from(hex, "hex"))), trailers: [ok] });
    assert.match(evidence.body.decoding ?? "", problem, hex);
    assert.equal(evidence.outcome.kind, "other", hex);
  }
  const unknown = wrap(0, Buffer.concat([message, Buffer.from("7a0161", "hex")]));
  assert.deepEqual(rpc("grpc", { body: unknown, trailers: [ok] }).outcome, { kind: "success", metadata });
});

test("grpc: an answer without a grpc-status is neither success nor error", () => {
  const page: Partial<WireResponse> = {
    status: 464,
    headers: [["content-type", "text/html"]],
    body: Buffer.from("<html>"),
  };
  assert.deepEqual(rpc("grpc", page).outcome, { kind: "other", reason: "HTTP 464 with text/html, no grpc-status" });
  assert.match(rpc("grpc", page).body.framing ?? "", /^frame 1 announces/);
  assert.equal(rpc("grpc", { status: 503, trailers: [ok] }).outcome.kind, "other");
  assert.equal(rpc("grpc", { trailers: [["grpc-status", "five"]] }).outcome.kind, "other");
  assert.deepEqual(rpc("grpc", { trailers: [ok] }).outcome, { kind: "success", metadata: undefined });
  assert.equal(rpc("grpc", { body: new Uint8Array(3), trailers: [ok] }).outcome.kind, "other");
});

test("grpc-web: the status is read from the trailer frame or the headers", () => {
  const body = Buffer.concat([wrap(0, message), webOk]);
  const whole = rpc("grpc-web", { body });
  assert.deepEqual(whole.outcome, { kind: "success", metadata });
  assert.deepEqual(whole.body.statusPlaces, ["trailer-frame"]);
  assert.deepEqual(whole.body.trailers, [ok]);
  assert.equal(whole.body.frames.length, 2);
  assert.deepEqual(rpc("grpc-web", { headers: [["grpc-status", "7"]] }).body.statusPlaces, ["headers"]);
  const twice = rpc("grpc-web", { body: Buffer.concat([body, webOk]), trailers: [ok], headers: [ok] });
  assert.deepEqual(twice.body.statusPlaces, ["trailer-frame", "trailer-frame", "headers", "trailers"]);
});

test("grpc-web: text answers are base64 in one piece or several", () => {
  const headers: [string, string][] = [["content-type", "application/grpc-web-text+proto"]];
  const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
  const frame = wrap(0, message);
  for (const text of [encode(frame) + encode(webOk), encode(Buffer.concat([frame, webOk]))]) {
    const { outcome } = rpc("grpc-web", { headers, body: Buffer.from(text) });
    assert.deepEqual(outcome, { kind: "success", metadata });
  }
  const { body } = rpc("grpc-web", { headers, body: Buffer.concat([frame, webOk]) });
  assert.equal(body.framing, "the body is not base64");
});
