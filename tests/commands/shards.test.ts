import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { runMerge } from "../../src/cli/merge-job.ts";
import type { Statement } from "../../src/report/conformance.ts";
import { run } from "../support/in-process.ts";
import { referenceRun, shardRun } from "../support/reference-run.ts";
import type { CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** A reporter of Playwright's changes no result. */
const first = shardRun("1/2", "--reporter", "line");
const second = shardRun("2/2");

test("the merged statement of two shards is that of the whole run, row for row", async () => {
  const [whole, ...shards] = (await Promise.all([referenceRun(), first, second])).map(statementOf);
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
  const { code, stdout } = await first;
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^Running \d+ tests using 1 worker/m);
  assert.doesNotMatch(stdout, /^Target: /m);
});

function statementOf({ code, stdout, stderr, files }: CommandRun): Statement {
  assert.equal(code, 0, `${stdout}${stderr}`);
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
