import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../../tests/support/in-process.ts";
import { HEAD, row } from "../../tests/support/report-samples.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { commandArguments } from "../package-file.ts";
import { conformance } from "../report/conformance.ts";
import type { Row } from "../runner/result.ts";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import { runStatement } from "./statement-job.ts";

const PLAN = { shard: null, filters: [], strict: false, tests: { planned: 1, ran: 1 } };

function statementFile(...rows: readonly Row[]): string {
  const path = join(scratchFolder(), "conformance.json");
  writeFileSync(path, JSON.stringify(conformance({ ...HEAD, plan: PLAN }, [{ rows, ...NO_RETRIES }])));
  return path;
}

test("the command prints the statement of the last run, with the exit code of that run", () => {
  const env = { ...process.env, CONFORMANCE_OUT: statementFile(row("fail")) };
  const last = spawnSync(process.execPath, commandArguments("statement"), { encoding: "utf8", env });
  assert.equal(last.status, 1, last.stderr);
  assert.match(last.stdout, /^# Conformance: [^]+## Violations \(1\)/);
});

test("prints the statement of a file", async () => {
  const { code, said } = await run(runStatement, [statementFile(row("pass")), "--format", "junit"]);
  assert.equal(code, 0);
  assert.match(said, /^<\?xml [^]*<testsuite name="rest" tests="1" failures="0"/);
});

test("what is wrong is one sentence", async () => {
  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [["no-such.json"], /^no-such\.json cannot be read: give a file that a run wrote\.$/],
    [["--format", "pdf"], /^--format is "pdf", not markdown or junit\. Usage: npm run statement .*$/],
    [["a.json", "b.json"], /^More than one file is given\. Usage: .*$/],
  ];
  for (const [args, sentence] of wrong) {
    const { code, stderr } = await run(runStatement, args);
    assert.equal(code, 2);
    assert.match(stderr, sentence);
  }
});
