import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { runMerge } from "../../src/cli/merge-job.ts";
import type { Statement } from "../../src/report/conformance.ts";
import { run } from "../support/in-process.ts";
import { runConformance, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

const SETTINGS = { TARGET: "reference" };
/** Half of them are some over REST, the other half the rest over REST and all over gRPC. */
const CHOSEN = ["--grep", "error-body/|content-types/", "--project", "rest", "--project", "grpc", "--workers", "1"];

/** The whole run, with a reporter of Playwright's, which changes no result. */
const wholeRun = runGreen("--reporter", "line");

test("the merged statement of two shards is that of the whole run, row for row", async () => {
  const [whole, ...shards] = (
    await Promise.all([wholeRun, ...[1, 2].map((part) => runGreen(`--shard=${String(part)}/2`))])
  ).map(statementOf);
  assert.ok(whole !== undefined, "the whole run has no statement");
  assert.deepEqual(
    shards.map(({ results }) => results.length > 0 && results.length < whole.results.length),
    [true, true],
    "each shard is a part",
  );
  assert.deepEqual(shards.map(transportsOf), [["rest"], ["grpc", "rest"]]);
  const merged = await merge(shards);
  assert.deepEqual(merged.results, whole.results);
  assert.deepEqual(merged.summary, whole.summary);
  assert.deepEqual(merged.plan, whole.plan);
});

test("a run prints as a reporter of Playwright's where one is named", async () => {
  const { stdout } = await wholeRun;
  assert.match(stdout, /^Running \d+ tests using 1 worker/m);
  assert.doesNotMatch(stdout, /^Target: /m);
});

async function runGreen(...args: string[]): Promise<CommandRun> {
  const run = await runConformance(SETTINGS, ...CHOSEN, ...args);
  assert.equal(run.code, 0, `${run.stdout}${run.stderr}`);
  return run;
}

function statementOf({ files }: CommandRun): Statement {
  return JSON.parse(files.get("conformance.json") ?? "") as Statement;
}

function transportsOf({ results }: Statement): string[] {
  return [...new Set(results.map(({ transport }) => transport))].sort();
}

async function merge(shards: readonly Statement[]): Promise<Statement> {
  const folder = scratchFolder();
  const paths = shards.map((statement, at) => {
    const path = join(folder, `shard-${String(at + 1)}.json`);
    writeFileSync(path, JSON.stringify(statement));
    return path;
  });
  const out = join(folder, "conformance.json");
  const { code, stderr } = await run(runMerge, [...paths, "--out", out], { ALLURE_RESULTS_DIR: folder });
  assert.equal(code, 0, stderr);
  return JSON.parse(readFileSync(out, "utf8")) as Statement;
}
