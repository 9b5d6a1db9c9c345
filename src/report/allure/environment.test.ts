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
import { environmentOf, WIDE_ENTRIES, writeAllureEnvironment } from "./environment.ts";

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
    verdict: `The recording of ZITADEL 4.0.0 conforms, but for listed deviations from 1 requirement (1 of ${String(everyRequirement().length)} requirements judged in 2 tests, 1 test not run).`,
    "known deviations": "KD-01: The vendor’s reason. (2 tests)",
    "not run": "1 test: set ZITADEL_ADMIN_TOKEN",
    contract: "the documents",
    suite: "1.0.0",
    node: "v20.19.0",
    duration: "1 min 1 s",
    retries: "0",
  });
});

test("a run with violations says so there, however many tests passed", () => {
  const rows: readonly Row[] = [...ROWS, { ...base, case: "success/binary", verdict: "fail" }];
  const { verdict = "" } = environmentOf(conformance(HEAD, [{ rows, ...NO_RETRIES }]));
  assert.match(verdict, /api does not conform: 1 requirement is violated \(/);
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

test("sentences and lists stand where the page gives them the whole width, whatever else there is to say", () => {
  const full = { ...statement, unstable: 2, target: { ...HEAD.target, environment: "staging" } };
  for (const each of [statement, full, conformance(HEAD, [])]) {
    const names = Object.keys(environmentOf(each));
    assert.deepEqual(names.slice(WIDE_ENTRIES.first - 1, WIDE_ENTRIES.last), [
      "verdict",
      "known deviations",
      "not run",
    ]);
  }
});

test("it is written as a properties file", () => {
  const folder = scratchFolder();
  const rows: readonly Row[] = [...ROWS, { ...base, case: "success/binary", verdict: "known", reason: "KD-02: Two." }];
  writeAllureEnvironment(folder, conformance(HEAD, [{ rows, ...NO_RETRIES }]));
  const text = readFileSync(join(folder, "environment.properties"), "utf8");
  assert.match(text, /^known\\ deviations=KD-01: The vendor\\u2019s reason\. \(2 tests\)\\nKD-02: Two\. \(1 test\)$/m);
});
