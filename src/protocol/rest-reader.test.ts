import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence } from "./outcome.ts";
import { readers } from "../transports/index.ts";
import { answered } from "../../tests/support/answered.ts";
function rest(status: number, body: unknown, type = "application/json"): Evidence {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readers.rest(answered("rest", { status, headers: [["Content-Type", type]], body: Buffer.from(text) }));
}

test("rest: members that are absent or malformed are undefined", () => {
  const details = { sequence: 7, creationDate: "yesterday", changeDate: "2026-01-01T00:00:00Z" };
  assert.deepEqual(rest(200, { metadata: { key: 1, value: "YQ", details } }).outcome, {
    kind: "success",
    metadata: {
      key: undefined,
      value: undefined,
      details: {
        sequence: 7n,
        creationDate: undefined,
        changeDate: { seconds: 1767225600n, nanos: 0 },
        resourceOwner: undefined,
      },
    },
  });
  assert.deepEqual(rest(200, {}).outcome, { kind: "success", metadata: undefined });
});

test("rest: an error is read by its documented members", () => {
  const detail = { "@type": "type.googleapis.com/zitadel.v1.ErrorDetail" };
  assert.deepEqual(rest(404, { code: 5, message: "m", details: [detail, 1] }).outcome, {
    kind: "error",
    code: 5,
    message: "m",
    details: [{ type: "zitadel.v1.ErrorDetail" }, { type: undefined }],
  });
  assert.deepEqual(rest(500, { code: "13" }).outcome, {
    kind: "error",
    code: undefined,
    message: undefined,
    details: [],
  });
});

test("rest: an answer that is neither success nor error is described", () => {
  const answers = [
    {
      status: 301,
      body: "<a href>",
      type: "text/html",
      reason: "HTTP 301 with text/html, the body is not one JSON text",
    },
    { status: 204, body: "", type: "application/json", reason: "HTTP 204 with application/json and no content" },
    {
      status: 404,
      body: {},
      type: "application/json; charset=utf-8",
      reason: "HTTP 404 with application/json, no documented error",
    },
    { status: 200, body: "[]", type: "application/json", reason: "HTTP 200 with application/json" },
    {
      status: 200,
      body: '{"a":1,"a":2}',
      type: "application/json",
      reason: 'HTTP 200 with application/json, an object has two members named "a"',
    },
  ];
  for (const { status, body, type, reason } of answers) {
    assert.deepEqual(rest(status, body, type).outcome, { kind: "other", reason });
  }
});

test("rest: a truncated answer is described as cut off", () => {
  const body = Buffer.from('{"code":');
  const { outcome } = readers.rest(answered("rest", { status: 502, body, incomplete: true }));
  const reason = "HTTP 502 with no media type, cut off, the body is not one JSON text";
  assert.deepEqual(outcome, { kind: "other", reason });
});

test("rest: names of Object.prototype are not members", () => {
  assert.deepEqual(rest(400, { constructor: 1 }).outcome.kind, "other");
  assert.deepEqual(rest(200, '{"__proto__":{"metadata":{"key":"k"}}}').outcome, {
    kind: "success",
    metadata: undefined,
  });
});
