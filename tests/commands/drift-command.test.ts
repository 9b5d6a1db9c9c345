import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { runDrift } from "../../src/cli/drift-job.ts";
import { toFile } from "../../src/drift/file-form.ts";
import { readBaseline } from "../../src/drift/read.ts";
import { CONTRACT_RULES } from "../../src/drift/contract/rules.ts";
import { RULES } from "../../src/drift/rules.ts";
import type { Env } from "../../src/settings/env.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { recordingPath } from "../support/drift-recordings.ts";
import { scratchFolder } from "../support/scratch.ts";

interface Told {
  readonly code: number;
  readonly said: string;
  readonly stderr: string;
}

async function run(command: typeof runDrift, args: readonly string[], env: Env = {}): Promise<Told> {
  const said: string[] = [];
  const stderr: string[] = [];
  const code = await command(args, {
    env,
    stdout: (text) => said.push(text),
    stderr: (sentence) => stderr.push(sentence),
  });
  return { code, said: said.join("\n"), stderr: stderr.join("\n") };
}

const folder = scratchFolder();
const fileOf = (name: string): string => join(folder, name);

/** Baseline files that tests share. */
const recorded = (async () => {
  const old = fileOf("old.json");
  const now = fileOf("new.json");
  for (const [out, version] of [
    [old, "2.71.19"],
    [now, "4.0.0"],
  ] as const) {
    const { code, stderr } = await run(runBaseline, ["--out", out], { RECORDING: recordingPath(version) });
    assert.equal(code, 0, stderr);
  }
  return { old, now };
})();

/** A baseline file with one fact changed. */
async function changed(name: string, observation: string, value: string): Promise<string> {
  const baseline = readBaseline((await recorded).now);
  const answers = baseline.answers.map((answer) =>
    answer.case === "success/text"
      ? { ...answer, observations: { ...answer.observations, [observation]: value } }
      : answer,
  );
  const path = fileOf(name);
  writeFileSync(path, JSON.stringify(toFile({ ...baseline, answers })));
  return path;
}

test("two releases: safe, with exit code 0, in every format", async () => {
  const { old, now } = await recorded;
  const { code, said } = await run(runDrift, [old, now]);
  assert.equal(code, 0);
  assert.match(said, /^Safe to upgrade from 2\.71\.19 \(recording\) to 4\.0\.0 \(recording\)\./);
  assert.match(said, /DRIFT-0503 {2}header access-control-expose-headers/);
  assert.match(
    (await run(runDrift, [old, now, "--format", "markdown"])).said,
    /\| compatible \| header access-control-/,
  );
  const out = fileOf("report.json");
  await run(runDrift, [old, now, "--format", "json", "--out", out]);
  const report = JSON.parse(readFileSync(out, "utf8")) as { safe: boolean; rows: unknown[] };
  assert.deepEqual([report.safe, report.rows.length], [true, 1]);
});

test("what breaks: exit code 1, told on top, and safe once it is accepted, until that expires", async () => {
  const { now } = await recorded;
  const broken = await changed("broken.json", "media type", "text/plain");
  const { code, said } = await run(runDrift, [now, broken]);
  assert.equal(code, 1);
  assert.match(said, /^Not safe to upgrade .* breaking differences? over rest, grpc, grpc-web\. media type: /);
  const accept = (expires: string): string => {
    const path = fileOf(`accepted-${expires}.json`);
    const entry = { rule: "DRIFT-0204", subject: "media *", reason: "the proxy's", expires };
    writeFileSync(path, JSON.stringify([entry, { ...entry, subject: "nothing" }]));
    return path;
  };
  const accepted = await run(runDrift, [now, broken, "--accept", accept("9999-12-31")]);
  assert.equal(accepted.code, 0);
  assert.match(accepted.said, /DRIFT-0204 {2}media type {2}accepted until 9999-12-31: the proxy's/);
  assert.match(accepted.said, /Accepts nothing that was seen, and may go: DRIFT-0204 nothing/);
  const expired = await run(runDrift, [now, broken, "--accept", accept("2020-01-01")]);
  assert.equal(expired.code, 1);
  assert.match(expired.said, /Expired on 2020-01-01, and accepts nothing any more/);
});

test("cosmetic rows are folded unless all are asked for", async () => {
  const { now } = await recorded;
  const other = await changed("cosmetic.json", "media type parameters", "charset=utf-8");
  const folded = await run(runDrift, [now, other]);
  assert.equal(folded.code, 0);
  assert.match(folded.said, /not shown: --all shows them/);
  assert.doesNotMatch(folded.said, /DRIFT-0205/);
  assert.match((await run(runDrift, [now, other, "--all"])).said, /DRIFT-0205/);
});

test("Allure gets the verdict and each row, with its transition", async () => {
  const { now } = await recorded;
  const allure = fileOf("allure");
  await run(runDrift, [now, await changed("for-allure.json", "complete", "cut"), "--allure", allure]);
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

test("a live target is asked twice, compared, and none of its tokens is in the file", async (t) => {
  const { descriptor, close } = await openReference();
  t.after(close);
  const token = descriptor.tokens.subject ?? "";
  const env = { ZITADEL_BASE_URL: descriptor.baseUrl, ZITADEL_TOKEN: token };
  const out = fileOf("live.json");
  assert.equal((await run(runBaseline, ["--out", out], env)).code, 0);
  assert.ok(token.length > 10 && !readFileSync(out, "utf8").includes(token));
  assert.deepEqual(readBaseline(out).noise, []);
  const { code, said, stderr } = await run(runDrift, [out, "live"], env);
  assert.equal(code, 0, stderr);
  assert.match(said, /Nothing differs\./);
});

test("nothing in common, no file, no baseline, no target: exit code 2 and one sentence", async () => {
  const { old } = await recorded;
  const baseline = readBaseline(old);
  const stranger = fileOf("stranger.json");
  writeFileSync(
    stranger,
    JSON.stringify(toFile({ ...baseline, answers: [{ case: "no/such", transport: "rest", observations: {} }] })),
  );
  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [[old, stranger], /no answer in common/],
    [[old, fileOf("none.json")], /none\.json cannot be read: give a file that npm run baseline wrote/],
    [[old, recordingPath("4.0.0")], /does not fit schemas\/baseline\.schema\.json/],
    [[old], /Two baselines are needed\. Usage:/],
    [[old, old, "--format", "xml"], /--format is xml/],
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
  assert.equal((await run(runBaseline, [])).code, 2);
});

test("every rule has an id of its own and a sentence, and the last one takes what is left", async () => {
  const { code, said } = await run(runDrift, ["--rules"]);
  assert.equal(code, 0);
  const ids = [...RULES, ...CONTRACT_RULES].map(({ id }) => id);
  assert.deepEqual(
    said.split("\n").map((line) => line.slice(0, "DRIFT-0000".length)),
    ids,
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(RULES.every(({ id, sentence }) => /^DRIFT-\d{4}$/.test(id) && sentence.endsWith(".")));
  const last = RULES.at(-1);
  assert.deepEqual([last?.grade, last?.observations.test("anything"), last?.when], ["risky", true, undefined]);
});
