import assert from "node:assert/strict";
import { test } from "node:test";
import { Status } from "allure-js-commons";
import type { Row } from "../../runner/result.ts";
import { NO_RETRIES } from "../../runner/http/retry-statistics.ts";
import { requirementSteps } from "./steps.ts";

const row = { case: "success/text", transport: "rest", violations: [] } as const;
const rows: readonly Row[] = [
  { ...row, requirement: "GMM-0101", level: "MUST", verdict: "pass" },
  { ...row, requirement: "GMM-0102", level: "MUST", verdict: "fail" },
  { ...row, requirement: "GMM-0105", level: "SHOULD", verdict: "known" },
  { ...row, requirement: "GMM-0106", level: "MUST", verdict: "inapplicable" },
];

test("each judged requirement is a step, red with its text where it fails the run", () => {
  const steps = requirementSteps({ rows, ...NO_RETRIES, failures: { "GMM-0102": "what was wrong" } }, 5);
  assert.deepEqual(
    steps.map(({ name = "", status, statusDetails, start }) => [
      name.slice(0, 13),
      status,
      statusDetails.message,
      start,
    ]),
    [
      ["GMM-0101 MUST", Status.PASSED, undefined, 5],
      ["GMM-0102 MUST", Status.FAILED, "what was wrong", 5],
      ["GMM-0105 SHOU", Status.PASSED, undefined, 5],
    ],
  );
  assert.match(steps[2]?.name ?? "", / \(known\)$/);
});
