import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { runConformance, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** A run that fails in many tests for few causes: a real release, whose deviations nobody has listed. */
function failing(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  const none = join(scratchFolder(), "none.json");
  writeFileSync(none, "[]");
  const recording = join(import.meta.dirname, "../../fixtures/recordings/zitadel-v4.0.0.json");
  return runConformance(
    { RECORDING: recording, KNOWN_DEVIATIONS: none, ...env },
    ...["--grep", "bad-token/", "--project", "rest", ...args],
  );
}

/** The lines that a failure begins with. */
function headsIn({ stdout }: CommandRun): string[] {
  return stdout.split("\n").filter((line) => /^ *GMM-\d{4} (MUST|SHOULD) .*\(.*§.*\)$/.test(line));
}

// Each test spends most of its time waiting for processes to start.
describe("the console", { concurrency: 2 }, () => {
  test("says first what the run is about, and of its failures each cause once, without tags", async () => {
    const run = await failing({ GITHUB_ACTIONS: "" });
    assert.equal(run.code, 1, run.stdout + run.stderr);
    assert.match(
      run.stdout,
      /^Target: recording 4\.0\.0 at http:\S+\nTests: \d+ of \d+ \(chosen by --grep bad-token\/ --project rest\)/m,
    );
    const heads = headsIn(run);
    assert.deepEqual([...new Set(heads)], heads);
    assert.deepEqual(heads.map((head) => head.slice(0, 8)).sort(), ["GMM-0410", "GMM-0411", "GMM-0412"]);
    assert.match(run.stdout, /^ {2}seen in {3}12 tests: bad-token\/none, /m);
    assert.match(run.stdout, /^(\d+) of \1 tests, 14 failed, /m);
    assert.doesNotMatch(run.stdout, /@must|::error/);
    assert.ok(run.stdout.split("\n").length < 60, run.stdout);
  });

  test("shows every failure of every test with --verbose, and GitHub each cause once", async () => {
    const run = await failing({ GITHUB_ACTIONS: "true" }, "--verbose");
    assert.equal(run.code, 1, run.stdout + run.stderr);
    assert.equal(headsIn(run).length, 14);
    assert.match(run.stdout, /^rest: bad-token\/none A request without credentials is refused$/m);
    assert.match(run.stdout, /^ {2}Answer 1 of 1, .*\n {4}HTTP 401$/m);
    assert.equal(run.stdout.match(/^::error /gm)?.length, 3);
  });

  test("prints what README shows below its command", async () => {
    const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
    const [, example = ""] = /\n```\n(GMM-[^]*?)```/.exec(readme) ?? [];
    const [, recording = "", args = ""] =
      /\nRECORDING=(\S+) KNOWN_DEVIATIONS=results\/none\.json npm run conformance -- (.*)\n/.exec(readme) ?? [];
    assert.match(args, /--grep/);
    const none = join(scratchFolder(), "none.json");
    writeFileSync(none, "[]");
    const run = await runConformance({ RECORDING: recording, KNOWN_DEVIATIONS: none }, ...args.split(" "));
    assert.ok(example !== "" && run.stdout.includes(example), `${example}\nis not in\n${run.stdout}`);
  });

  test("prints as a reporter of Playwright's where one is named", async () => {
    const run = await failing({ GITHUB_ACTIONS: "" }, "--reporter", "line");
    assert.equal(run.code, 1, run.stdout + run.stderr);
    assert.match(run.stdout, /^Running \d+ tests using 1 worker/m);
    assert.doesNotMatch(run.stdout, /^Target: /m);
  });
});
