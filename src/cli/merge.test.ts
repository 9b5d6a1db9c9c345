import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../../tests/support/in-process.ts";
import { HEAD, row } from "../../tests/support/report-samples.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { conformance } from "../report/conformance.ts";
import { readStatement } from "../report/statement-file.ts";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import { commandArguments } from "../package-file.ts";
import type { Row } from "../runner/result.ts";
import { HELP } from "./help.ts";
import { runMerge } from "./merge-job.ts";

const PLAN = { filters: ["--grep text"], strict: false, tests: { planned: 1, ran: 1 } };

/** A file with the statement of a run, of no shard where none is given. */
function statementFile(rows: readonly Row[], shard: { current: number; total: number } | null = null): string {
  const path = join(scratchFolder(), "conformance.json");
  const head = { ...HEAD, plan: { ...PLAN, shard } };
  const runs = HEAD.runs.map((each) => ({ ...each, id: `run-${String(shard?.current)}`, shard }));
  writeFileSync(path, JSON.stringify(conformance({ ...head, runs }, [{ rows, ...NO_RETRIES }])));
  return path;
}

/** Merges the statement in a file. */
function merge(from: string, out: string, env: Readonly<Record<string, string>>): ReturnType<typeof run> {
  return run(runMerge, [from, "--out", out], { ALLURE_RESULTS_DIR: scratchFolder(), ...env });
}

test("merging ends as the whole run does, and its help says so", async () => {
  const rows = [row("pass"), row("fail"), row("blocked", { reason: "the server is away" })];
  const ends = await Promise.all(
    rows.map((each) => merge(statementFile([each]), join(scratchFolder(), "merged.json"), {})),
  );
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 1, 2],
  );
  assert.match(HELP.merge, /^Exit code: that of the whole run \(0 as required, 1 violations, 2 /m);
});

test("merging writes the statement of the whole run, and Allure's first page says what all shards know", async () => {
  const [out, allure] = [join(scratchFolder(), "merged.json"), scratchFolder()];
  const rows = [
    row("pass"),
    row("known", { case: "wire/w", reason: "KD-1: x" }),
    row("fail", { case: "wire/x", violations: [{ expected: "a", actual: "b", where: "/c", seen: "d" }] }),
    row("skipped", { case: "wire/y", reason: "needs more" }),
  ];
  const parts = rows.map((each, at) => statementFile([each], { current: at + 1, total: rows.length }));
  const { code, stderr } = await run(runMerge, [...parts, "--out", out], { ALLURE_RESULTS_DIR: allure });
  assert.equal(code, 1, stderr);
  assert.deepEqual(readStatement(out).results, rows);
  assert.match(
    readFileSync(join(allure, "environment.properties"), "utf8"),
    /^known\\ deviations=KD-1: x \(1 test\)$/m,
  );
});

test("merging ends with 2 where a file holds no statement, and where an option is none of its own", async () => {
  const unfit = join(scratchFolder(), "unfit.json");
  writeFileSync(unfit, "{}");
  const failed = await run(runMerge, [statementFile([row("pass")]), unfit]);
  assert.equal(failed.code, 2);
  assert.match(failed.stderr, /^\S+unfit\.json does not fit/);
  const { code, stderr } = await run(runMerge, ["--outt"]);
  assert.equal(code, 2);
  assert.match(stderr, /--outt.*Usage: npm run merge/);
});

test("the command reads .env, prints the summary, and its exit code is that of the merged run", () => {
  const folder = scratchFolder();
  const out = join(folder, "merged.json");
  writeFileSync(join(folder, ".env"), "CONFORMANCE_JUNIT=junit.xml\n");
  const inherited = Object.entries(process.env).filter(([name]) => name !== "CONFORMANCE_JUNIT");
  const env = { ...Object.fromEntries(inherited), ALLURE_RESULTS_DIR: scratchFolder() };
  const args = [...commandArguments("merge"), statementFile([row("fail")]), "--out", out];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", env, cwd: folder });
  assert.equal(status, 1);
  assert.equal(existsSync(join(folder, "junit.xml")), true);
  assert.match(stdout, /^Violations:\n {2}GMM-/m);
  assert.equal(existsSync(out), true);
});

test("merging says in a sentence which file cannot be written, and which requirement is not known", async () => {
  const passed = statementFile([row("pass")]);
  const folder = scratchFolder();
  const said = async (out: string, junit: string, from = passed): Promise<string> => {
    const { code, stderr } = await merge(from, out, { CONFORMANCE_JUNIT: junit });
    assert.equal(code, 2);
    assert.match(stderr, /^[^\n]+$/);
    return stderr;
  };
  const out = join(folder, "merged.json");
  assert.match(await said(folder, ""), /^--out names \S+, which cannot be written: /);
  assert.match(await said(join(passed, "x.json"), ""), /^--out names \S+, which cannot be written: /);
  assert.match(await said(out, folder), /^CONFORMANCE_JUNIT names \S+, which cannot be written: /);
  assert.match(await said(out, join(passed, "x.xml")), /^CONFORMANCE_JUNIT names \S+, which cannot be written: /);
  assert.match(
    await said(out, join(folder, "merged.html")),
    /^CONFORMANCE_JUNIT names \S+, where the run writes another /,
  );
  const own = statementFile([row("fail", { requirement: "OWN-0001" })]);
  assert.match(await said(out, "", own), /has OWN-0001, which is not a requirement here: set CONFORMANCE_CONFIG to /);
  assert.deepEqual(readdirSync(folder), []);
});

test("merging overwrites neither a statement that it reads nor a file that no run wrote", async () => {
  const passed = statementFile([row("pass")]);
  const before = readFileSync(passed, "utf8");
  const same = await merge(passed, passed, {});
  assert.equal(same.code, 2);
  assert.match(same.stderr, /^--out names \S+, which the command reads: give --out another path\.$/);
  assert.equal(readFileSync(passed, "utf8"), before);
  const folder = scratchFolder();
  for (const name of ["merged.json", "merged.md"]) {
    const path = join(folder, name);
    writeFileSync(path, "[]");
    const { code, stderr } = await merge(passed, join(folder, "merged.json"), {});
    assert.equal(code, 2);
    assert.match(stderr, /^--out names \S+merged\.json, [^\n]+: move that file, or set --out to another path\.$/);
    assert.equal(readFileSync(path, "utf8"), "[]");
    rmSync(path);
  }
});
