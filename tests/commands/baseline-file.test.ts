import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { runDrift } from "../../src/cli/drift-job.ts";
import { sortObservations } from "../../src/drift/baseline.ts";
import type { Observation } from "../../src/drift/observation.ts";
import { toText } from "../../src/drift/file-form.ts";
import { readBaseline } from "../../src/drift/read.ts";
import { baselineOf, fileOf, smallBaselineFile } from "../support/drift-command.ts";
import { run } from "../support/in-process.ts";

test("a baseline of another format, or with an observation that does not fit, is refused with one sentence", async () => {
  const old = await smallBaselineFile("2.71.19");
  const written = readFileSync(old, "utf8");
  const wrong: readonly (readonly [name: string, from: string, to: string, sentence: RegExp])[] = [
    [
      "format-1.json",
      '"format": 2',
      '"format": 1',
      /format must be equal to constant\): give a file that npm run baseline wrote, with this version/,
    ],
    ["no-status.json", '"httpStatus":200}', '"httpStatus":"200"}', /httpStatus must be integer/],
    ["no-kind.json", '{"kind":"completeness"', '{"kin":"completeness"', /must have required property 'kind'/],
  ];
  for (const [name, from, to, sentence] of wrong) {
    assert.ok(written.includes(from), from);
    writeFileSync(fileOf(name), written.replace(from, to));
    const { code, stderr } = await run(runDrift, [old, fileOf(name)]);
    assert.equal(code, 2);
    assert.match(stderr, sentence);
    assert.equal(stderr.split("\n").length, 1);
  }
});

test("an observation of another version of the suite shows as a risky row", async () => {
  const old = await smallBaselineFile("2.71.19");
  const written = readFileSync(old, "utf8");
  const added = (value: string): string =>
    written.replace(
      '{"kind":"completeness"',
      `{"kind":"new-fact","name":"x","value":"${value}"},\n    {"kind":"completeness"`,
    );
  const [before, after] = [fileOf("fact-a.json"), fileOf("fact-b.json")];
  writeFileSync(before, added("a"));
  writeFileSync(after, added("b"));
  const { code, said } = await run(runDrift, [before, after]);
  assert.equal(code, 0, said);
  assert.match(said, /risky\n {2}DRIFT-9999 unknown-observation-changed {2}new-fact x\n {4}"a" -> "b"\n/);
});

test("a baseline file has what was recorded", async () => {
  const recorded = await baselineOf("2.71.19");
  const [answer] = recorded.answers;
  assert.ok(answer !== undefined, "no answer was recorded");
  const verdicts: readonly Observation[] = (["pass", "fail", "inapplicable"] as const).map((verdict, at) => ({
    kind: "verdict",
    requirement: `OWN-000${String(at)}`,
    value: { verdict, seen: verdict === "fail" ? ["status HTTP 500"] : [] },
  }));
  const facts = answer.observations.filter(({ kind }) => kind !== "verdict");
  const made = { ...answer, observations: sortObservations([...facts, ...verdicts]), second: facts };
  // One of which the test says itself what it has: what writing loses shows in no file.
  const baseline = { ...recorded, answers: [made, ...recorded.answers.slice(1)] };
  const copy = fileOf("copy.json");
  writeFileSync(copy, toText(baseline));
  assert.deepEqual(readBaseline(copy), baseline);
  const kinds = new Set(recorded.answers.flatMap(({ observations }) => observations.map(({ kind }) => kind)));
  assert.ok(kinds.size > 12 && !kinds.has("unknown"), [...kinds].join(" "));
});
