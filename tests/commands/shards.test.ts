import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { commandArguments } from "../../src/package-file.ts";
import type { Statement } from "../../src/report/conformance.ts";
import { runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

const SETTINGS = { TARGET: "reference" };
const CHOSEN = ["--grep", "missing-key/|error-body/"];

test("the merged statement of four shards is that of the whole run, row for row", async () => {
  const whole = await statementOf(...CHOSEN);
  const shards = await Promise.all([1, 2, 3, 4].map((part) => statementOf(...CHOSEN, `--shard=${String(part)}/4`)));
  assert.ok(
    shards.every(({ results }) => results.length < whole.results.length),
    "each shard is a part",
  );
  const merged = merge(shards);
  assert.deepEqual(merged.results, whole.results);
  assert.deepEqual(merged.summary, whole.summary);
  assert.deepEqual(merged.plan, whole.plan);
});

async function statementOf(...args: string[]): Promise<Statement> {
  const { code, files, stdout, stderr } = await runConformance(SETTINGS, ...args);
  assert.equal(code, 0, `${stdout}${stderr}`);
  return JSON.parse(files.get("conformance.json") ?? "") as Statement;
}

function merge(shards: readonly Statement[]): Statement {
  const folder = scratchFolder();
  const paths = shards.map((statement, at) => {
    const path = join(folder, `shard-${String(at + 1)}.json`);
    writeFileSync(path, JSON.stringify(statement));
    return path;
  });
  const out = join(folder, "conformance.json");
  const { status, stderr } = spawnSync(process.execPath, [...commandArguments("merge"), ...paths, "--out", out], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(readFileSync(out, "utf8")) as Statement;
}
