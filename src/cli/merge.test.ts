import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { HEAD, row } from "../../tests/support/report-samples.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { conformance } from "../report/conformance.ts";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import type { Row } from "../runner/result.ts";
import { HELP } from "./help.ts";

const PLAN = { shard: null, filters: ["--grep text"], strict: false, tests: { planned: 1, ran: 1 } };

/** A file with the statement of a run that is no shard. */
function statementFile(rows: readonly Row[]): string {
  const path = join(scratchFolder(), "conformance.json");
  writeFileSync(path, JSON.stringify(conformance({ ...HEAD, plan: PLAN }, [{ rows, ...NO_RETRIES }])));
  return path;
}

test("merging ends as the whole run does, and its help says so", () => {
  const codes = ([row("pass"), row("fail"), row("blocked", { reason: "the server is away" })] as const).map((each) => {
    const args = ["scripts/run.mjs", "merge", statementFile([each]), "--out", join(scratchFolder(), "merged.json")];
    const env = { ...process.env, ALLURE_RESULTS_DIR: scratchFolder(), CONFORMANCE_JUNIT: "" };
    return spawnSync(process.execPath, args, { env }).status;
  });
  assert.deepEqual(codes, [0, 1, 2]);
  assert.match(HELP.merge, /^Exit code: that of the whole run \(0 as required, 1 violations, 2 /m);
});

test("merging says in a sentence which file cannot be written, and which requirement is not known", () => {
  const passed = statementFile([row("pass")]);
  const folder = scratchFolder();
  const said = (out: string, junit: string, from = passed): string => {
    const env = { ...process.env, ALLURE_RESULTS_DIR: folder, CONFORMANCE_JUNIT: junit };
    const args = ["scripts/run.mjs", "merge", from, "--out", out];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env });
    assert.equal(status, 2);
    assert.match(stderr, /^[^\n]+\n$/);
    return stderr;
  };
  const out = join(folder, "merged.json");
  assert.match(said(folder, ""), /^--out names \S+, which cannot be written: /);
  assert.match(said(join(passed, "x.json"), ""), /^--out names \S+, which cannot be written: /);
  assert.match(said(out, folder), /^CONFORMANCE_JUNIT names \S+, which cannot be written: /);
  assert.match(said(out, join(passed, "x.xml")), /^CONFORMANCE_JUNIT names \S+, which cannot be written: /);
  assert.match(said(out, join(folder, "merged.html")), /^CONFORMANCE_JUNIT names \S+, where the run writes another /);
  const own = statementFile([row("fail", { requirement: "OWN-0001" })]);
  assert.match(said(out, "", own), /has OWN-0001, which is not a requirement here: set CONFORMANCE_CONFIG to /);
  assert.deepEqual(readdirSync(folder), []);
});
