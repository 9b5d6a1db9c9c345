import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { runConformance, startCommand, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { allureSteps, assertSteps, specsIn } from "../support/shown-steps.ts";

/** What README shows: a run that fails in many tests for few causes, and what it prints. */
const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const [, EXAMPLE = ""] = /\n```\n(GMM-[^]*?)```/.exec(README) ?? [];
const [, RECORDING = "", ARGUMENTS = ""] =
  /\nRECORDING=(\S+) KNOWN_DEVIATIONS=results\/none\.json npm run conformance -- (.*)\n/.exec(README) ?? [];

/** Its target: a real release, whose deviations nobody has listed. */
const TARGET = { RECORDING, KNOWN_DEVIATIONS: join(scratchFolder(), "none.json") };
writeFileSync(TARGET.KNOWN_DEVIATIONS, "[]");
const CASES = ARGUMENTS.split(" ");

/** Its part over REST, and a test in which two requirements fail. */
const REST = ["--grep", "bad-token/|methods/head", "--project", "rest"];
const REST_FAILURES = 16;
const readmeRun = runConformance({ ...TARGET, GITHUB_ACTIONS: "" }, ...CASES);
/** Beside the console there is a reporter that shows steps. */
const REPORT = join(scratchFolder(), "report.json");
const BOTH = { CONFORMANCE_REPORTER: "console,json", PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT };
const verboseRun = runConformance({ ...TARGET, ...BOTH, GITHUB_ACTIONS: "true" }, ...REST, "--verbose");

/** The lines that a failure begins with. */
function headsIn({ stdout }: CommandRun): string[] {
  return stdout.split("\n").filter((line) => /^ *GMM-\d{4} (MUST|SHOULD) .*\(.*§.*\)$/.test(line));
}

// Each test spends most of its time waiting for processes to start.
describe("the console", { concurrency: 2 }, () => {
  test("says first what the run is about, and of its failures each cause once, as README shows it", async () => {
    const run = await readmeRun;
    assert.equal(run.code, 1, run.stdout + run.stderr);
    assert.ok(EXAMPLE !== "" && run.stdout.includes(EXAMPLE), `${EXAMPLE}\nis not in\n${run.stdout}`);
    assert.match(
      run.stdout,
      /^Target: recording 4\.0\.0 at http:\S+\nTests: \d+ of \d+ \(chosen by --grep bad-token\/\), /m,
    );
    const heads = headsIn(run);
    assert.deepEqual([...new Set(heads)], heads);
    assert.deepEqual(heads.map((head) => /^\S+ MUST {2}[a-z, -]*[a-z]/.exec(head)?.[0]).sort(), [
      "GMM-0410 MUST  grpc, grpc-web",
      "GMM-0410 MUST  rest",
      "GMM-0411 MUST  grpc, grpc-web",
      "GMM-0411 MUST  rest",
      "GMM-0412 MUST  rest",
    ]);
    assert.match(run.stdout, /^ {2}seen in {3}12 tests: bad-token\/none, /m);
    assert.match(run.stdout, /^(\d+) of \1 tests, 18 failed, /m);
    assert.doesNotMatch(run.stdout, /@must|::error/);
    assert.ok(run.stdout.split("\n").length < 75, run.stdout);
  });

  test("shows every failure of every test with --verbose, and GitHub each cause once", async () => {
    const run = await verboseRun;
    assert.equal(run.code, 1, run.stdout + run.stderr);
    assert.equal(headsIn(run).length, REST_FAILURES);
    assert.match(run.stdout, /^rest: bad-token\/none A request without credentials is refused$/m);
    assert.match(run.stdout, /^ {2}Answer 1 of 1, .*\n {4}HTTP 401$/m);
    assert.equal(run.stdout.match(/^::error /gm)?.length, 5);
  });

  test("is without the steps of other reporters, which show each requirement, and Allure has them in any case", async () => {
    const shown = await verboseRun;
    assert.equal(shown.code, 1, shown.stderr);
    const ran = specsIn(readFileSync(REPORT, "utf8")).filter(({ tests }) => tests[0]?.status !== "skipped");
    const failures = ran.map(assertSteps);
    assert.deepEqual([Math.min(...failures), Math.max(...failures)], [0, 2]);
    assert.equal(
      failures.reduce((sum, count) => sum + count),
      REST_FAILURES,
    );
    const steps = allureSteps(shown, "rest");
    assert.equal(steps.filter(({ steps: shownThere }) => shownThere.length > 2).length, ran.length);
    const ofReadme = steps.filter(({ name }) => name.startsWith("bad-token/"));
    assert.ok(ofReadme.length > 10, String(ofReadme.length));
    assert.deepEqual(allureSteps(await readmeRun, "rest"), ofReadme);
  });
});

test("a reader of the list who has enough, such as head, is no error", async () => {
  const { child, ended } = startCommand("conformance", {}, "--list");
  child.stdout.once("data", () => {
    child.stdout.destroy();
  });
  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [0, ""]);
});
