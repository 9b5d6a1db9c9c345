import assert from "node:assert/strict";
import type { JSONReport, JSONReportSpec, JSONReportSuite, JSONReportTestResult } from "@playwright/test/reporter";
import type { StepResult, TestResult } from "allure-js-commons";
import { requirement } from "../../src/contract/requirements/index.ts";
import type { Transport } from "../../src/contract/transport.ts";
import { ROWS_ANNOTATION } from "../../src/report/collector.ts";
import { isJudged, type Row } from "../../src/runner/result.ts";
import type { CommandRun } from "./run-command.ts";

/** The tests in the text of Playwright's JSON reporter. */
export function specsIn(json: string): JSONReportSpec[] {
  const { suites } = JSON.parse(json) as JSONReport;
  const all = (suite: JSONReportSuite): JSONReportSpec[] => [...suite.specs, ...(suite.suites ?? []).flatMap(all)];
  return suites.flatMap(all);
}

/** The rows that a test reported, and their result. */
function judgedIn(spec: JSONReportSpec): { rows: Row[]; result: JSONReportTestResult } {
  const result = spec.tests[0]?.results[0];
  const rows = result?.annotations.find(({ type }) => type === ROWS_ANNOTATION)?.description;
  assert.ok(result !== undefined && rows !== undefined, `${spec.title} handed over no rows`);
  return { result, rows: (JSON.parse(rows) as { rows: Row[] }).rows };
}

/** The steps of each test over a transport in Allure's results. */
export function allureSteps(
  run: CommandRun,
  transport: Transport,
): { readonly name: string; readonly steps: readonly unknown[] }[] {
  const results = [...run.files].filter(([path]) => path.endsWith("-result.json"));
  const tests = results
    .map(([, text]) => JSON.parse(text) as TestResult)
    .filter(({ labels }) => labels.some(({ name, value }) => name === "transport" && value === transport));
  const timeless = ({ name, status, statusDetails, parameters }: StepResult): unknown[] => [
    name,
    status,
    statusDetails,
    parameters,
  ];
  return tests
    .map(({ name = "", steps }) => ({ name, steps: steps.map(timeless) }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** Asserts that steps and result say what the rows say, and gives how many of those failed. */
export function assertSteps(spec: JSONReportSpec): number {
  const { rows, result } = judgedIn(spec);
  const shown = (row: Row): string => `${row.requirement} ${row.level} ${requirement(row.requirement).statement}`;
  const failed = rows.filter(({ verdict }) => verdict === "fail");
  const steps = result.steps ?? [];
  assert.deepEqual(
    steps.map(({ title }) => title),
    rows.filter(isJudged).map(shown),
  );
  assert.deepEqual(
    steps.filter(({ error }) => error !== undefined).map(({ title }) => title),
    failed.map(shown),
  );
  assert.deepEqual(
    [spec.ok, result.status, result.errors.length, result.workerIndex],
    failed.length === 0 ? [true, "passed", 0, 0] : [false, "failed", 1, 0],
  );
  for (const row of failed)
    assert.equal(result.errors[0]?.message.includes(requirement(row.requirement).statement), true);
  return failed.length;
}
