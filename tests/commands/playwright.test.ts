import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import type { JSONReport, JSONReportSpec, JSONReportSuite, JSONReportTestResult } from "@playwright/test/reporter";
import type { StepResult, TestResult } from "allure-js-commons";
import { CASES } from "../../src/cases/index.ts";
import { requirement } from "../../src/contract/requirements/index.ts";
import { everyTest, plannedTest, ROWS_ANNOTATION, type PlannedTest } from "../../src/report/collector.ts";
import { isJudged, type Row } from "../../src/runner/result.ts";
import { startLive, userNames } from "../support/live-server.ts";
import { builtSuite, startCommand, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { readStatementText } from "../support/statement-text.ts";

const root = join(import.meta.dirname, "..");

/** The answers of a release that deviates. */
const RECORDED = join(root, "../fixtures/recordings/zitadel-v4.0.0.json");

/** A run of plain Playwright, without the command before it. */
function playwright(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  return startCommand("playwright", env, ...args).ended;
}

/** The same of the built suite, for what does not depend on where it comes from. */
async function builtPlaywright(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  const built = await builtSuite();
  return playwright({ ...env, ...built.env }, ...built.config, ...args);
}

function specsOf({ stdout, stderr }: CommandRun): JSONReportSpec[] {
  assert.match(stdout, /^\{/, stdout + stderr);
  return specsIn(stdout);
}

function specsIn(json: string): JSONReportSpec[] {
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

/** The steps of each test in Allure's results. */
function allureSteps(run: CommandRun | undefined): { readonly name: string; readonly steps: readonly unknown[] }[] {
  const results = [...(run?.files ?? [])].filter(([path]) => path.endsWith("-result.json"));
  const tests = results.map(([, text]) => JSON.parse(text) as TestResult);
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
function assertSteps(spec: JSONReportSpec): number {
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
  // A recording lacks the answers to some cases.
  const fine = rows.some(isJudged) ? "passed" : "skipped";
  assert.deepEqual(
    [spec.ok, result.status, result.errors.length, result.workerIndex],
    failed.length === 0 ? [true, fine, 0, 0] : [false, "failed", 1, 0],
  );
  for (const row of failed)
    assert.equal(result.errors[0]?.message.includes(requirement(row.requirement).statement), true);
  return failed.length;
}

function nameOf(planned: PlannedTest | undefined): string {
  return `${planned?.caseId ?? "no case"} ${planned?.transport ?? ""}`;
}

// Each test spends most of its time waiting for processes to start.
describe("plain Playwright", { concurrency: 2 }, () => {
  test("lists each test once, in the spec of its group and at the line that declares it, also with wrong settings", async () => {
    const run = await playwright({ TARGET: "nowhere" }, "--list", "--reporter=json");
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const listed = specsOf(run).flatMap((spec) => {
      const group = CASES.find(({ id }) => spec.title.startsWith(`${id} `))?.group ?? "none";
      assert.equal(basename(spec.file), `${group}.spec.ts`);
      const declaration = readFileSync(join(root, basename(spec.file)), "utf8").split("\n")[spec.line - 1];
      assert.match(declaration ?? "", /^\s*test\(/);
      // One spec has a test for each project.
      return spec.tests.map(({ projectName }) => plannedTest(spec.title, projectName));
    });
    assert.deepEqual(new Set(listed.map(nameOf)), new Set(everyTest().map(nameOf)));
    assert.equal(listed.length, everyTest().length);
  });

  test("says in one sentence what is wrong with the settings", async () => {
    const { code, stdout, stderr } = await builtPlaywright({ TARGET: "nowhere" });
    assert.equal(code, 1);
    const lines = (stdout + stderr).trim().split("\n");
    assert.deepEqual(lines, [`Error: TARGET is "nowhere": set it to one of reference, prism, recording, live.`]);
  });

  test("says in one sentence what is wrong with the configuration of the user's own", async () => {
    const { code, stdout, stderr } = await playwright({ CONFORMANCE_CONFIG: "/no-such.mjs" }, "--list");
    assert.equal(code, 1);
    assert.match(stdout + stderr, /^\[?The configuration \/no-such\.mjs cannot be loaded [^\n]+\n$/);
  });

  test("runs one file by its name, and writes the statement and the report", async () => {
    const run = await playwright({ TARGET: "reference" }, "tests/life.spec.ts", "--project", "rest");
    assert.equal(run.code, 0, run.stdout + run.stderr);
    const { results, target } = readStatementText(run.files.get("conformance.json") ?? "");
    assert.equal(target.kind, "reference");
    assert.deepEqual(
      [...new Set(results.map((row) => `${row.case.split("/")[0] ?? ""} ${row.transport}`))],
      ["life rest"],
    );
    assert.equal(run.files.has(join("html", "index.html")), true);
    assert.match(run.files.get(join("allure", "environment.properties")) ?? "", /^target ?= ?reference$/m);
  });

  test("shows each requirement as a step, as Allure does in any case, and goes on in one worker after a failure", async () => {
    const folder = scratchFolder();
    const none = join(folder, "none.json");
    writeFileSync(none, "[]");
    const out = join(folder, "report.json");
    // The option `--reporter` would replace those that this is about.
    const env = { RECORDING: RECORDED, KNOWN_DEVIATIONS: none, PLAYWRIGHT_JSON_OUTPUT_FILE: out };
    // Without known deviations two requirements of the first case fail, and none of the second.
    const cases = ["--grep", "methods/head|missing-key/nobody", "--project", "rest"];
    const [shown, own] = await Promise.all(
      ["json", "console"].map((name) => builtPlaywright({ ...env, CONFORMANCE_REPORTER: name }, ...cases)),
    );
    assert.equal(shown?.code, 1, shown?.stderr);
    const failures = specsIn(readFileSync(out, "utf8")).map(assertSteps);
    assert.deepEqual(failures, [2, 0]);

    assert.equal(own?.code, 1, own?.stdout);
    assert.deepEqual(allureSteps(own), allureSteps(shown));
    assert.deepEqual(
      allureSteps(own).map(({ steps }) => steps.length > 2),
      [true, true],
    );
  });

  test("removes the users when it is interrupted while creating them", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    const built = await builtSuite();
    const cases = ["--grep", "success/text", "--project", "rest"];
    const { child, ended } = startCommand("playwright", { ...live.env, ...built.env }, ...built.config, ...cases);
    let made = 0;
    live.server.server.setBehaviours([
      {
        call: (call) => {
          if (call.route.kind === "management" && call.route.operation === "addMachineUser") made += 1;
          if (made === 2) child.kill("SIGINT");
          return call;
        },
      },
    ]);
    const run = await ended;
    assert.notEqual(run.code, 0);
    assert.ok(made >= 2, run.stdout + run.stderr);
    assert.deepEqual(userNames(live), before);
    assert.deepEqual(readdirSync(live.journal), []);
  });
});
