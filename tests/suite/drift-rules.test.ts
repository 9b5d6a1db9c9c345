import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Asks } from "../../src/drift/asks.ts";
import type { Change } from "../../src/drift/change.ts";
import { CONTRACT_RULES } from "../../src/drift/contract/rules.ts";
import { ruleFor, RULES } from "../../src/drift/rules.ts";

/** The rule that must grade a change; the change by facet, both sides, and what the case asks for where that counts. */
type Sample = readonly [rule: string, facet: string, old: string, now: string, asks?: Asks, more?: Partial<Change>];

const OK = "success (HTTP 200)";
const MISSING = "error 5 (NOT_FOUND) (HTTP 404)";
const INVALID = "error 3 (INVALID_ARGUMENT) (HTTP 400)";
const REFUSED = "error 16 (UNAUTHENTICATED) (HTTP 401)";
const FAULT = "error 13 (INTERNAL) (HTTP 500)";
const DETAILS = "body /metadata/details";
const ORIGIN = "header access-control-allow-origin";

const SAMPLES: readonly Sample[] = [
  ["DRIFT-0101", "answer", OK, "no answer"],
  ["DRIFT-0102", "answer", "error 12 (UNIMPLEMENTED) (HTTP 405)", OK, "method", { judged: "broken" }],
  ["DRIFT-0103", "answer", OK, MISSING],
  ["DRIFT-0103", "answer", OK, "HTTP 301 with text/html"],
  ["DRIFT-0104", "answer", FAULT, MISSING, "missing", { judged: "mended" }],
  ["DRIFT-0105", "answer", REFUSED, OK, "credentials"],
  ["DRIFT-0105", "answer", REFUSED, MISSING, "credentials-unheld"],
  ["DRIFT-0106", "answer", INVALID, MISSING, "invalid"],
  ["DRIFT-0106", "answer", INVALID, OK, "malformed"],
  ["DRIFT-0107", "answer", FAULT, "error 2 (UNKNOWN) (HTTP 200)", "malformed"],
  ["DRIFT-0108", "answer", INVALID, REFUSED, "credentials", { choice: true }],
  ["DRIFT-0109", "answer", "error 12 (UNIMPLEMENTED) (HTTP 405)", MISSING, "method"],
  ["DRIFT-0110", "answer", "HTTP 301 with text/html", "HTTP 302 with text/html"],
  ["DRIFT-0111", "answer", INVALID, MISSING, "open"],
  ["DRIFT-0112", "answer", "HTTP 204 with no media type", "HTTP 301 with text/html", "open"],
  ["DRIFT-0113", "answer", MISSING, FAULT, "open"],
  ["DRIFT-0199", "answer", MISSING, OK, "missing"],
  ["DRIFT-0199", "answer", MISSING, FAULT, "missing"],
  ["DRIFT-0199", "answer", REFUSED, MISSING, "credentials"],
  ["DRIFT-0201", "complete", "whole", "cut"],
  ["DRIFT-0202", "complete", "cut", "whole"],
  ["DRIFT-0203", "media type", "application/json", "absent", "method"],
  ["DRIFT-0204", "media type", "application/json", "text/plain"],
  ["DRIFT-0205", "media type parameters", "absent", "charset=utf-8"],
  ["DRIFT-0301", "body /message", '"a text"', '"another text"'],
  ["DRIFT-0301", "body /details", "array", "absent"],
  ["DRIFT-0302", `${DETAILS}/changeDate`, "RFC 3339 in UTC", "RFC 3339 with an offset"],
  ["DRIFT-0303", "body /metadata/key", "as asked", "absent"],
  ["DRIFT-0304", `${DETAILS}/sequence`, "uint64 string", "number"],
  ["DRIFT-0304", "body /message", '"a text"', "object"],
  ["DRIFT-0305", "body /metadata/added", "absent", "string"],
  ["DRIFT-0306", "body /metadata/added", "string", "absent"],
  ["DRIFT-0401", "frames", "1 message", "2 messages"],
  ["DRIFT-0402", "status count", "1", "2"],
  ["DRIFT-0403", "status place", "headers", "trailers"],
  ["DRIFT-0404", "status details", "agrees", "absent"],
  ["DRIFT-0405", "status details", "agrees", "another code"],
  ["DRIFT-0406", "trailer x-added", "absent", "present"],
  ["DRIFT-0407", "trailer x-added", "present", "absent"],
  ["DRIFT-0408", "frames of an error", "0 messages", "1 message"],
  ["DRIFT-0501", ORIGIN, "the origin that asked", "absent"],
  ["DRIFT-0501", "header access-control-allow-headers", "authorization, x-a", "x-a"],
  ["DRIFT-0502", "header access-control-expose-headers", "grpc-status, x-a", "x-a"],
  ["DRIFT-0503", "header access-control-expose-headers", "x-a", "grpc-status, x-a"],
  ["DRIFT-0503", ORIGIN, "absent", "the origin that asked"],
  ["DRIFT-0504", "header cache-control", "no-store", "public"],
  ["DRIFT-0504", "header cache-control", "private", "no-store"],
  ["DRIFT-0505", "header cache-control", "no-store", "private"],
  ["DRIFT-0506", "header pragma", "no-cache", "absent"],
  ["DRIFT-0507", "header vary", "origin", "cookie, origin"],
  ["DRIFT-0508", "header x-request-id", "absent", "present"],
  ["DRIFT-0509", "header vary", "cookie, origin", "origin"],
  ["DRIFT-0509", "header location", "/a", "/b"],
  ["DRIFT-0510", "challenge", "malformed", "absent"],
  ["DRIFT-0601", "verdict GMM-0304", "fail: status HTTP 404", "pass"],
  ["DRIFT-0602", "verdict GMM-0304", "skipped", "pass"],
  ["DRIFT-0603", "verdict GMM-0307", "pass", "fail: status HTTP 404"],
  ["DRIFT-0604", "verdict GMM-0505", "pass", "deviation: /message empty"],
  ["DRIFT-0605", "verdict GMM-0413", "pass", "fail: www-authenticate no parameter"],
  ["DRIFT-0606", "verdict GMM-0304", "pass", "fail: status HTTP 404"],
  ["DRIFT-0607", "verdict GMM-0117", "pass", "deviation: cache-control public"],
  ["DRIFT-0611", "relation created<=changed", "true", "false"],
  ["DRIFT-0612", "relation created<=changed", "false", "true"],
  ["DRIFT-9999", "something that nobody thought of", "a", "b"],
];

function changeOf([, facet, old, now, asks = "stored", more = {}]: Sample): Change {
  const kind = old === "absent" ? "added" : now === "absent" ? "removed" : "changed";
  const place = { case: "success/text", transport: "rest" } as const;
  return { ...place, facet, kind, old, new: now, asks, choice: false, judged: "same", ...more };
}

for (const sample of SAMPLES) {
  const [rule, facet, old, now, asks] = sample;
  test(`${rule}: ${facet}${asks === undefined ? "" : ` (${asks})`}: ${old} -> ${now}`, () => {
    assert.equal(ruleFor(changeOf(sample)).id, rule);
  });
}

test("every rule has a sample, so that none is dead behind another one", () => {
  const provoked = new Set(SAMPLES.map(([rule]) => rule));
  assert.deepEqual(
    RULES.map(({ id }) => id).filter((id) => !provoked.has(id)),
    [],
  );
});

test("an id never changes its grade or its sentence, and is never dropped or reused", () => {
  const pinned: unknown = JSON.parse(readFileSync(new URL("pinned-drift-rules.json", import.meta.url), "utf8"));
  const contract = CONTRACT_RULES.map(({ id, grade, statement }) => [id, `${grade} ${statement}`] as const);
  const behaviour = RULES.map(({ id, grade, sentence }) => [id, `${grade} ${sentence}`] as const);
  const remedy = "give a new meaning a new id, and pin it in tests/suite/pinned-drift-rules.json";
  assert.deepEqual(Object.fromEntries([...behaviour, ...contract]), pinned, remedy);
});
