import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HEAD, row } from "../../tests/support/report-samples.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { commandArguments } from "../package-file.ts";
import { conformance } from "../report/conformance.ts";
import type { Row } from "../runner/result.ts";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";

const PLAN = { shard: null, filters: [], strict: false, tests: { planned: 1, ran: 1 } };

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): ReturnType<typeof spawnSync> {
  return spawnSync(process.execPath, [...commandArguments("statement"), ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
}

function statementFile(...rows: readonly Row[]): string {
  const path = join(scratchFolder(), "conformance.json");
  writeFileSync(path, JSON.stringify(conformance({ ...HEAD, plan: PLAN }, [{ rows, ...NO_RETRIES }])));
  return path;
}

test("prints the statement of the last run, or of a file, with the exit code of its run", () => {
  const failed = statementFile(row("fail"));
  const last = run([], { CONFORMANCE_OUT: failed });
  assert.equal(last.status, 1, String(last.stderr));
  assert.match(String(last.stdout), /^# Conformance: [^]+## Violations \(1\)/);
  const named = run([statementFile(row("pass")), "--format", "junit"]);
  assert.equal(named.status, 0, String(named.stderr));
  assert.match(String(named.stdout), /^<\?xml [^]*<testsuite name="rest" tests="1" failures="0"/);
});

test("what is wrong is one sentence", () => {
  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [["no-such.json"], /^no-such\.json cannot be read: give a file that a run wrote\.\n$/],
    [["--format", "pdf"], /^--format is "pdf", not markdown or junit\. Usage: npm run statement /],
    [["a.json", "b.json"], /^More than one file is given\. Usage: /],
  ];
  for (const [args, sentence] of wrong) {
    const { status, stderr } = run(args);
    assert.equal(status, 2);
    assert.match(String(stderr), sentence);
  }
});
