import assert from "node:assert/strict";
import { test } from "node:test";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { readers } from "../transports/index.ts";
import { answered } from "../../tests/support/answered.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import type { Check } from "./check.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { codeFitsStatus, statusDetailsAgree } from "./errors.ts";
import { tellsNothing } from "./relations.ts";

/** What a check sees: the classes of violations, or that there is nothing to judge. */
function seenBy(check: Check, evidence: Evidence, second?: Evidence): readonly string[] {
  const input = { ...ANY_CASE, transport: evidence.exchange.transport, evidence };
  const finding = check(second === undefined ? { ...input, kind: "single" } : { ...input, kind: "pair", second });
  return "nothing" in finding ? ["nothing"] : finding.map(({ seen }) => seen);
}

/** An error over gRPC whose details have a code and a message, each of which may be left out. */
function withDetails(told: { readonly code?: number; readonly message?: string }): Evidence {
  const writer = new BinaryWriter();
  if (told.code !== undefined) writer.tag(1, WireType.Varint).int32(told.code);
  if (told.message !== undefined) writer.tag(2, WireType.LengthDelimited).string(told.message);
  const details = Buffer.from(writer.finish()).toString("base64");
  const headers = [
    ["grpc-status", "5"],
    ["grpc-message", "not%20found"],
    ["grpc-status-details-bin", details],
  ] as const;
  return readers.grpc(answered("grpc", { headers }));
}

test("binary details that leave code or message out contradict nothing, and others must be those of the status", () => {
  const message = "not found";
  for (const told of [{}, { code: 5 }, { message }, { code: 5, message }, { message: `${message} ` }]) {
    assert.deepEqual(seenBy(statusDetailsAgree, withDetails(told)), [], JSON.stringify(told));
  }
  assert.deepEqual(seenBy(statusDetailsAgree, withDetails({ code: 13, message })), ["another code"]);
  assert.deepEqual(seenBy(statusDetailsAgree, withDetails({ code: 5, message: "other" })), ["another message"]);
});

function refused(status: number, message: string, code = 3): Evidence {
  const body = new Uint8Array(Buffer.from(JSON.stringify({ code, message })));
  return readers.rest(answered("rest", { status, headers: [["content-type", "application/json"]], body }));
}

test("a refusal of what HTTP itself carries has no code of its own", () => {
  for (const status of [406, 413, 414, 415, 431])
    assert.deepEqual(seenBy(codeFitsStatus, refused(status, "")), ["nothing"]);
  assert.deepEqual(seenBy(codeFitsStatus, refused(400, "")), []);
  assert.deepEqual(seenBy(codeFitsStatus, refused(404, "")), ["HTTP 404 with code 3"]);
});

test("ids differ from refusal to refusal, also in letters, and words do not", () => {
  const seen = (one: string, other: string): readonly string[] =>
    seenBy(tellsNothing, refused(401, one, 16), refused(401, other, 16));
  assert.deepEqual(
    seen(
      "invalid (QUERY-abcde) [req_ABC] at 2026-01-01T00:00:00Z",
      "invalid (QUERY-xyzab) [req_DEFG] at 2026-01-01T00:00:01Z",
    ),
    [],
  );
  for (const [one, other] of [
    ["invalid", "not found"],
    ["invalid_token", "missing_key"],
    ["invalid (A-b)", "unknown (A-b)"],
  ] as const) {
    assert.deepEqual(seen(one, other), ["another text"], one);
  }
});
