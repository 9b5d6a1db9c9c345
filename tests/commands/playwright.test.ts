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
import { startCommand, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { readStatementText } from "../support/statement-text.ts";

const root = join(import.meta.dirname, "..");

/** The answers of a release that deviates. */
const RECORDED = join(root, "../fixtures/recordings/zitadel-v4.0.0.json");

/** A run of plain Playwright, without the command before it. */
function playwright(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  return startCommand("playwright", env, ...args).ended;
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

function nameOf(planned: PlannedTest | undefined): string {
  return `${planned?.caseId ?? "no case"} ${planned?.transport ?? ""}`;
}

// Each test spends most of its time waiting for processes to start.
describe("plain Playwright", { concurrency: 2 }, () => {
  test("lists each test once, in the spec of its group and at the line that declares it", async () => {
    const run = await playwright({}, "--list", "--reporter=json");
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

  test("lists the tests with settings that are wrong", async () => {
    const { code, stdout } = await playwright({ TARGET: "nowhere" }, "--list", "--reporter=list");
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^Total: ${String(everyTest().length)} tests in \\d+ files$`, "m"));
  });

  test("says in one sentence what is wrong with the settings", async () => {
    const { code, stdout, stderr } = await playwright({ TARGET: "nowhere" });
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

  test("shows each requirement as a step, failed where it failed, and fails with all of them", async () => {
    const none = join(scratchFolder(), "none.json");
    writeFileSync(none, "[]");
    // Without known deviations two requirements of the first case fail, and none of the second.
    const cases = ["--grep", "methods/head|missing-key/nobody", "--project", "rest"];
    const run = await playwright({ RECORDING: RECORDED, KNOWN_DEVIATIONS: none }, ...cases, "--reporter=json");
    assert.equal(run.code, 1, run.stdout + run.stderr);
    const failures = specsOf(run).map((spec) => {
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
      assert.equal(result.status, failed.length === 0 ? "passed" : "failed");
      assert.equal(result.errors.length, failed.length === 0 ? 0 : 1);
      for (const row of failed)
        assert.equal(result.errors[0]?.message.includes(requirement(row.requirement).statement), true);
      return failed.length;
    });
    assert.deepEqual(failures.sort(), [0, 2]);
  });

  test("Allure shows the same steps whether or not Playwright shows them", async () => {
    const none = join(scratchFolder(), "none.json");
    writeFileSync(none, "[]");
    const settings = { RECORDING: RECORDED, KNOWN_DEVIATIONS: none };
    const cases = ["--grep", "methods/head|missing-key/nobody", "--project", "rest"];
    const [own, shown] = await Promise.all(
      ["console", "dot"].map((name) => playwright({ ...settings, CONFORMANCE_REPORTER: name }, ...cases)),
    );
    assert.equal(own?.code, 1, own?.stdout);
    assert.deepEqual(allureSteps(own), allureSteps(shown));
    assert.deepEqual(
      allureSteps(own).map(({ steps }) => steps.length > 2),
      [true, true],
    );
  });

  test("goes on in the same worker after a test that failed, which counts as failed all the same", async () => {
    const folder = scratchFolder();
    const none = join(folder, "none.json");
    writeFileSync(none, "[]");
    const out = join(folder, "report.json");
    const settings = { RECORDING: RECORDED, KNOWN_DEVIATIONS: none };
    // The option `--reporter` would replace the reporter that this is about.
    const reporters = { CONFORMANCE_REPORTER: "json", PLAYWRIGHT_JSON_OUTPUT_FILE: out };
    const cases = ["--grep", "methods/head|missing-key/nobody", "--project", "rest"];
    const run = await playwright({ ...settings, ...reporters }, ...cases);
    assert.equal(run.code, 1, run.stdout + run.stderr);
    const seen = specsIn(readFileSync(out, "utf8")).map(({ ok, tests }) => {
      const { workerIndex, status } = tests[0]?.results[0] ?? {};
      return { ok, status, workerIndex };
    });
    assert.deepEqual(seen, [
      { ok: false, status: "failed", workerIndex: 0 },
      { ok: true, status: "passed", workerIndex: 0 },
    ]);
  });

  test("removes the users when it is interrupted while creating them", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    const { child, ended } = startCommand("playwright", live.env, "--grep", "success/text", "--project", "rest");
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
