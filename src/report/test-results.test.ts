import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import type { Row } from "../runner/result.ts";
import { row } from "../../tests/support/report-samples.ts";
import { isBlocked } from "./test-results.ts";

/** What a test hands over of rows that all fail the run. */
function handed(...rows: readonly Row[]): Parameters<typeof isBlocked>[0] {
  return { ...NO_RETRIES, rows, failures: Object.fromEntries(rows.map(({ requirement }) => [requirement, "a text"])) };
}

test("a test is blocked where nothing but blocked rows keep it from passing", () => {
  const blocked = row("blocked", { reason: "The token has expired." });
  assert.equal(isBlocked(handed(blocked)), true);
  assert.equal(isBlocked(handed(blocked, row("fail", { requirement: "GMM-0102" }))), false);
  assert.equal(isBlocked({ ...handed(blocked), rows: [blocked, row("pass", { requirement: "GMM-0102" })] }), true);
  assert.equal(isBlocked(handed()), false);
});
