import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HEAD } from "../../../tests/support/report-samples.ts";
import { scratchFolder } from "../../../tests/support/scratch.ts";
import { everyRequirement } from "../../contract/requirements/index.ts";
import { NO_RETRIES } from "../../runner/http/retry-statistics.ts";
import type { Row } from "../../runner/result.ts";
import { conformance, statementTarget } from "../conformance.ts";
import { clockSkewText } from "../statement-run.ts";
import { environmentOf, writeAllureEnvironment } from "./environment.ts";

const base = { requirement: "GMM-0101", level: "MUST", transport: "rest", violations: [] } as const;
const ROWS: readonly Row[] = [
  { ...base, case: "success/text", verdict: "known", reason: "KD-01: The vendor’s reason." },
  { ...base, case: "success/empty", verdict: "known", reason: "KD-01: The vendor’s reason." },
  { ...base, case: "life/change", verdict: "skipped", reason: "set ZITADEL_ADMIN_TOKEN" },
];

const statement = conformance(
  {
    ...HEAD,
    target: statementTarget({ kind: "recording", baseUrl: "http://127.0.0.1:40123", vendorVersion: "4.0.0" }),
  },
  [{ rows: ROWS, ...NO_RETRIES }],
);

test("the report's first page names the target, each known deviation with its reason, and what was not run", () => {
  assert.deepEqual(environmentOf(statement), {
    target: "recording",
    release: "4.0.0",
    verdict: "conforms, 1 known",
    contract: "the documents",
    suite: "1.0.0",
    node: "v20.19.0",
    judged: `1 of ${String(everyRequirement().length)} requirements`,
    duration: "1 min 1 s",
    retries: "0",
    "known deviations": "1",
    "KD-01": "The vendor’s reason. (2 tests)",
    "not run": "1: set ZITADEL_ADMIN_TOKEN",
  });
});

test("a run with violations says so there, however many tests passed", () => {
  const rows: readonly Row[] = [...ROWS, { ...base, case: "success/binary", verdict: "fail" }];
  assert.equal(environmentOf(conformance(HEAD, [{ rows, ...NO_RETRIES }]))["verdict"], "1 violation");
});

test("of a live target it has the address and the clock skew", () => {
  const live = environmentOf({ ...statement, target: HEAD.target });
  assert.equal(live["target"], "live at https://example.zitadel.cloud/api");
  assert.equal(live["clock skew"], "the server is 2 s ahead");
  const skew = (...ahead: readonly (number | null)[]): string =>
    clockSkewText(ahead.flatMap((clockAheadMs) => HEAD.runs.map((run) => ({ ...run, clockAheadMs }))));
  assert.equal(skew(null), "not known");
  assert.equal(skew(999, null), "less than 1 s");
  assert.equal(skew(10, -90_000), "the server is 1 min 30 s behind");
});

test("it is written as a properties file", () => {
  const folder = scratchFolder();
  writeAllureEnvironment(folder, statement);
  const text = readFileSync(join(folder, "environment.properties"), "utf8");
  assert.match(text, /^known\\ deviations=1$/m);
  assert.match(text, /^KD-01=The vendor\\u2019s reason\. \(2 tests\)$/m);
});
