import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { runDrift } from "../../src/cli/drift-job.ts";
import { toText } from "../../src/drift/file-form.ts";
import { readBaseline } from "../../src/drift/read.ts";
import { CONTRACT_RULES } from "../../src/drift/contract/rules.ts";
import { OPERATION_REMOVED } from "../../src/drift/removed.ts";
import { RULES } from "../../src/drift/rules.ts";
import type { Observation } from "../../src/drift/observation.ts";
import { subjectOf } from "../../src/drift/subject.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { announcing } from "../support/announcing.ts";
import { recordingPath } from "../support/drift-recordings.ts";
import { baselineFile, baselineOf, fileOf, smallBaselineFile } from "../support/drift-command.ts";
import { run } from "../support/in-process.ts";

/** A baseline file with one observation replaced or added. */
async function changed(name: string, observation: Observation): Promise<string> {
  const baseline = await baselineOf("4.0.0");
  const answers = baseline.answers.map((answer) =>
    answer.case === "success/text"
      ? {
          ...answer,
          observations: [
            ...answer.observations.filter((each) => subjectOf(each) !== subjectOf(observation)),
            observation,
          ],
        }
      : answer,
  );
  const path = fileOf(name);
  writeFileSync(path, toText({ ...baseline, answers }));
  return path;
}

test("two releases: safe, with exit code 0, in every format", async () => {
  const [old, now] = [await baselineFile("2.71.19"), await baselineFile("4.0.0")];
  const { code, said } = await run(runDrift, [old, now]);
  assert.equal(code, 0);
  assert.match(said, /^Safe to upgrade from 2\.71\.19 \(recording\) to 4\.0\.0 \(recording\)\./);
  assert.match(said, /DRIFT-0503 cross-origin-access-extended {2}header access-control-expose-headers/);
  assert.match(
    (await run(runDrift, [old, now, "--format", "markdown"])).said,
    /\| compatible \| header access-control-.* \| DRIFT-0503 cross-origin-access-extended \|/,
  );
  const out = fileOf("report.json");
  const written = await run(runDrift, [old, now, "--format", "json", "--out", out]);
  assert.ok(written.said.startsWith(`${out}: Safe to upgrade from 2.71.19 `), written.said);
  const report = JSON.parse(readFileSync(out, "utf8")) as {
    safe: boolean;
    rows: { rule: string; slug: string; old: string; difference: { kind: string; old: unknown } }[];
  };
  const rows = report.rows.map(({ rule, slug, old: before, difference }) => ({
    rule,
    slug,
    before,
    difference: difference.old,
  }));
  assert.equal(report.safe, true);
  assert.deepEqual(rows, [
    {
      rule: "DRIFT-0503",
      slug: "cross-origin-access-extended",
      before: "content-length, location",
      difference: { kind: "list", items: ["content-length", "location"] },
    },
  ]);
});

test("what breaks: exit code 1, named on top, and safe once it is accepted, until that expires", async () => {
  const now = await baselineFile("4.0.0");
  const broken = await changed("broken.json", { kind: "media-type", value: "text/plain" });
  const { code, said } = await run(runDrift, [now, broken]);
  assert.equal(code, 1);
  assert.match(said, /^Not safe to upgrade .* breaking differences? over rest, grpc, grpc-web\. media type: /);
  assert.match(said, /^ {4}again {2}(printf .* \| )?curl -i .*"\$ZITADEL_BASE_URL\//m);
  const accept = (expires: string): string => {
    const path = fileOf(`accepted-${expires}.json`);
    const entry = { rule: "DRIFT-0204", subject: "media *", reason: "the proxy's", expires };
    writeFileSync(path, JSON.stringify([entry, { ...entry, subject: "nothing" }]));
    return path;
  };
  const accepted = await run(runDrift, [now, broken, "--accept", accept("9999-12-31")]);
  assert.equal(accepted.code, 0);
  assert.match(accepted.said, /DRIFT-0204 media-type-changed {2}media type {2}accepted until 9999-12-31: the proxy's/);
  assert.match(accepted.said, /Accepts nothing in this comparison, and can be removed: DRIFT-0204 nothing/);
  const expired = await run(runDrift, [now, broken, "--accept", accept("2020-01-01")]);
  assert.equal(expired.code, 1);
  assert.match(expired.said, /Expired on 2020-01-01, and no longer accepts anything/);
});

test("cosmetic rows are folded without --all", async () => {
  const now = await baselineFile("4.0.0");
  const other = await changed("cosmetic.json", { kind: "media-type-parameters", value: ["charset=utf-8"] });
  const folded = await run(runDrift, [now, other]);
  assert.equal(folded.code, 0);
  assert.match(folded.said, /not shown: --all shows them/);
  assert.doesNotMatch(folded.said, /DRIFT-0205/);
  assert.match((await run(runDrift, [now, other, "--all"])).said, /DRIFT-0205/);
});

test("Allure gets the verdict and each row, with its transition", async () => {
  const now = await baselineFile("4.0.0");
  const allure = fileOf("allure");
  await run(runDrift, [
    now,
    await changed("for-allure.json", { kind: "completeness", value: "truncated" }),
    "--allure",
    allure,
  ]);
  const results = readdirSync(allure).map(
    (name) =>
      JSON.parse(readFileSync(join(allure, name), "utf8")) as {
        status: string;
        labels: { name: string; value: string }[];
      },
  );
  const shown = results.map(({ status, labels }) => [status, labels.find(({ name }) => name === "drift")?.value]);
  assert.deepEqual(shown.sort(), [
    ["failed", "regressed"],
    ["failed", "verdict"],
  ]);
});

test("a live target is recorded twice, none of its tokens is in the file, and only what it announces since then differs, and is risky", async (t) => {
  const { server, descriptor, close } = await openReference();
  t.after(close);
  const token = descriptor.tokens.subject ?? "";
  const env = { ZITADEL_BASE_URL: descriptor.baseUrl, ZITADEL_TOKEN: token };
  const out = fileOf("live.json");
  assert.equal((await run(runBaseline, ["--out", out], env)).code, 0);
  assert.equal(token.length > 10 && !readFileSync(out, "utf8").includes(token), true);
  assert.deepEqual(readBaseline(out).noise, []);
  assert.match((await run(runDrift, [out, out])).said, /Nothing differs\./);

  server.setBehaviours([announcing]);
  const { code, said, stderr } = await run(runDrift, [out, "live", "--all"], env);
  assert.equal(code, 0, said + stderr);
  const rows = said.match(/^ {2}DRIFT-.*$/gm) ?? [];
  assert.equal(rows.length, 2, said);
  for (const row of rows) assert.match(row, /^ {2}DRIFT-\d+ \S+ {2}header (deprecation|sunset)$/);
  assert.match(said, /^risky\n {2}DRIFT-/m);
  assert.doesNotMatch(said, /^(breaking|compatible|cosmetic)$/m);
});

test("nothing in common, no file, no baseline, no target: exit code 2 and one sentence", async () => {
  const old = await smallBaselineFile("2.71.19");
  const baseline = readBaseline(old);
  const stranger = fileOf("stranger.json");
  writeFileSync(stranger, toText({ ...baseline, answers: [{ case: "no/such", transport: "rest", observations: [] }] }));
  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [[old, stranger], /no answer in common/],
    [[old, fileOf("none.json")], /none\.json cannot be read: give a file that npm run baseline wrote/],
    [[old, recordingPath("4.0.0")], /does not fit schemas\/baseline\.schema\.json/],
    [[old], /Two baselines are needed\. Usage:/],
    [[old, old, "--format", "xml"], /--format is xml/],
    [
      [old, old, "--allure", "/proc/no-such"],
      /^\/proc\/no-such cannot be written: give --allure a path that can be\.$/,
    ],
    [[old, "live", "--out", "/proc/no-such/x"], /^\/proc\/no-such\/x cannot be written: give --out a path that can/],
    [
      [old, "live"],
      /^live is the target of the settings, and the settings name no target: set ZITADEL_BASE_URL, or TARGET=reference/,
    ],
    [[old, old, "--accept", old], /does not fit schemas\/accepted-drift\.schema\.json/],
  ];
  for (const [args, sentence] of wrong) {
    const { code, said, stderr } = await run(runDrift, args);
    assert.equal(code, 2, said);
    assert.match(stderr, sentence);
    assert.equal(stderr.split("\n").length, 1);
  }
  const unreachable = { ZITADEL_BASE_URL: "http://127.0.0.1:1", ZITADEL_TOKEN: "some-token-of-a-user" };
  const blocked = await run(runBaseline, ["--out", fileOf("blocked.json")], unreachable);
  assert.equal(blocked.code, 2);
  assert.throws(() => readFileSync(fileOf("blocked.json")));
  const lost = await run(runBaseline, ["--out", "/proc/no-such/x"], unreachable);
  assert.equal(lost.code, 2);
  assert.match(lost.stderr, /^\/proc\/no-such\/x cannot be written/, "named before anything is recorded");
  assert.equal((await run(runBaseline, [])).code, 2);
});

test("--rules lists every rule with its id, slug and grade", async () => {
  const { code, said } = await run(runDrift, ["--rules"]);
  assert.equal(code, 0);
  const rules = [OPERATION_REMOVED, ...RULES, ...CONTRACT_RULES];
  assert.deepEqual(
    said.split("\n").map((line) => line.split(/ {2,}/)),
    rules.map(({ id, slug, grade, statement }) => [id, slug, grade, statement]),
  );
});

test("a report overwrites neither what drift reads nor anything but a report", async () => {
  const [old, now] = [await smallBaselineFile("2.71.19"), await smallBaselineFile("4.0.0")];
  const [accepted, mine] = [fileOf("accepted-empty.json"), fileOf("mine.json")];
  writeFileSync(accepted, "[]");
  writeFileSync(mine, "{}");
  for (const [out, said] of [
    [old, /^--out names \S+, which the command reads: give --out another path\.$/],
    [now, /^--out names \S+, which the command reads: /],
    [accepted, /^--out names \S+, which the command reads: /],
    [mine, /^--out names \S+, which holds something else than a report of npm run drift: move that file, or /],
    [await smallBaselineFile("reference"), /^--out names \S+, which holds something else than a report /],
  ] as const) {
    const before = readFileSync(out, "utf8");
    const { code, stderr } = await run(runDrift, [old, now, "--accept", accepted, "--out", out]);
    assert.equal(code, 2);
    assert.match(stderr, said);
    assert.equal(readFileSync(out, "utf8"), before);
  }
  const report = fileOf("again");
  for (const format of ["console", "markdown", "json", "console"]) {
    const { code, stderr } = await run(runDrift, [old, now, "--format", format, "--out", report]);
    assert.notEqual(code, 2, stderr);
  }
});

test("a baseline overwrites nothing but a baseline", async () => {
  const recording = fileOf("recording.json");
  writeFileSync(recording, readFileSync(recordingPath("4.0.0"), "utf8"));
  const { code, stderr } = await run(runBaseline, ["--out", recording], { RECORDING: recording });
  assert.equal(code, 2);
  assert.match(stderr, /^--out names \S+, which holds something else than a baseline: move that file, or give --out /);
  assert.equal(readFileSync(recording, "utf8"), readFileSync(recordingPath("4.0.0"), "utf8"));
  const out = fileOf("over.json");
  writeFileSync(out, readFileSync(await smallBaselineFile("4.0.0"), "utf8"));
  assert.equal((await run(runBaseline, ["--out", out], { RECORDING: recording })).code, 0);
});
