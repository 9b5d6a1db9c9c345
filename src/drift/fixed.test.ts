import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, type Answer } from "./baseline.ts";
import { compare } from "./compare.ts";
import type { AnswerValue, Observation, VerdictValue } from "./observation.ts";

const INTERNAL: AnswerValue = { kind: "error", code: 13, httpStatus: 500 };
const UNAUTHENTICATED: AnswerValue = { kind: "error", code: 16, httpStatus: 401 };
const SUCCESS: AnswerValue = { kind: "success", httpStatus: 200 };

function answerAt(id: string, value: AnswerValue, ...more: readonly Observation[]): Answer {
  return { case: id, transport: "rest", observations: [{ kind: "answer", value }, ...more] };
}

function verdict(requirement: string, value: VerdictValue["verdict"], ...seen: readonly string[]): Observation {
  return { kind: "verdict", requirement, value: { verdict: value, seen } };
}

/** The rows of two sides, each by its grade, rule and places. */
function rowsOf(old: readonly Answer[], now: readonly Answer[]): readonly string[] {
  return compare({ answers: old, noise: [] }, { answers: now, noise: [] }).rows.map(
    ({ grade, slug, places }) => `${grade} ${slug}: ${places.map(placeOf).join(", ")}`,
  );
}

test("an answer that was wrong is fixed wherever the same request, or the same change, shows: one row", () => {
  const old = [
    answerAt("bad-token/none", INTERNAL, verdict("GMM-0401", "fail", "status HTTP 500")),
    answerAt("parity/no-token", INTERNAL),
    answerAt("bad-token/in-query", INTERNAL),
  ];
  const now = [
    answerAt("bad-token/none", UNAUTHENTICATED, verdict("GMM-0401", "pass")),
    answerAt("parity/no-token", UNAUTHENTICATED),
    answerAt("bad-token/in-query", UNAUTHENTICATED),
  ];
  const places = "bad-token/in-query rest, bad-token/none rest, parity/no-token rest";
  assert.deepEqual(rowsOf(old, now), [`compatible answer-fixed: ${places}`]);
});

test("nothing is fixed where a requirement is newly violated", () => {
  const old = [
    answerAt("bad-token/none", INTERNAL, verdict("GMM-0401", "fail", "status HTTP 500"), verdict("GMM-0410", "pass")),
    answerAt("parity/no-token", INTERNAL),
  ];
  const now = [
    answerAt(
      "bad-token/none",
      UNAUTHENTICATED,
      verdict("GMM-0401", "pass"),
      verdict("GMM-0410", "fail", "www-authenticate absent"),
    ),
    answerAt("parity/no-token", UNAUTHENTICATED),
  ];
  assert.deepEqual(rowsOf(old, now), ["breaking answer-changed: bad-token/none rest, parity/no-token rest"]);
});

test("a success that becomes an error is fixed only where the success itself was wrong", () => {
  const rows = (where: string): readonly string[] =>
    rowsOf(
      [answerAt("missing-key/nobody", SUCCESS, verdict("GMM-0201", "fail", where))],
      [answerAt("missing-key/nobody", UNAUTHENTICATED, verdict("GMM-0201", "pass"))],
    );
  assert.deepEqual(rows("status HTTP 200"), ["compatible answer-fixed: missing-key/nobody rest"]);
  assert.deepEqual(rows("cache-control absent"), ["breaking success-became-error: missing-key/nobody rest"]);
});

test("values that differ from key to key are one row, whose sides are an example", () => {
  const value = (sha256: string): Observation => ({
    kind: "member",
    pointer: "/metadata/value",
    value: { kind: "other-bytes", length: 3, sha256 },
  });
  const stored: Observation = { kind: "member", pointer: "/metadata/value", value: { kind: "stored-bytes" } };
  const ids = ["success/text", "success/json"];
  const old = ids.map((id) => answerAt(id, SUCCESS, stored));
  const now = ids.map((id) => answerAt(id, SUCCESS, value(id)));
  const { rows } = compare({ answers: old, noise: [] }, { answers: now, noise: [] });
  assert.deepEqual(
    rows.map(({ grade, places, varies }) => [grade, places.length, varies]),
    [["breaking", 2, true]],
  );
});
