import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import type { JSONReportSpec } from "@playwright/test/reporter";
import { CASES } from "../../src/cases/index.ts";
import { everyTest, plannedTest, type PlannedTest } from "../../src/report/collector.ts";
import { startLive, userNames } from "../support/live-server.ts";
import { builtSuite, startCommand, type CommandRun } from "../support/run-command.ts";
import { specsIn } from "../support/shown-steps.ts";
import { readStatementText } from "../support/statement-text.ts";

const root = join(import.meta.dirname, "..");

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
    const { code, stdout, stderr } = await builtPlaywright({ CONFORMANCE_CONFIG: "/no-such.mjs" }, "--list");
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
