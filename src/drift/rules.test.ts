import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CASES } from "../cases/index.ts";
import { GRADES, type Grade } from "../contract/grade.ts";
import type { Answer, Observations } from "./baseline.ts";
import { compare } from "./compare.ts";
import { CONTRACT_RULES } from "./contract/rules.ts";
import { differences } from "./differences.ts";
import { RULES } from "./rules.ts";
import { ANSWERS, MISSED_ANSWERS } from "../../tests/support/drift-rule-answers.ts";
import { FACTS, MISSED_FACTS } from "../../tests/support/drift-rule-observations.ts";
import type { Sample } from "../../tests/support/drift-rule-samples.ts";

const SAMPLES = [...ANSWERS, ...FACTS];
const MISSES = [...MISSED_ANSWERS, ...MISSED_FACTS];

function answerIn(place: string, observations: Observations): Answer {
  const [id, name] = place.split(" ");
  const transport = CASES.find((each) => each.id === id)?.transports.find((each) => each === name);
  assert.ok(id !== undefined && transport !== undefined, `${place} is no case over a transport of its own`);
  return { case: id, transport, observations };
}

function assertOneRow(rule: string, grade: Grade, [place, says, old, now]: Sample): void {
  const [before, after] = [old, now].map((observations) => ({ answers: [answerIn(place, observations)], noise: [] }));
  assert.ok(before !== undefined && after !== undefined);
  const shown = compare(before, after).rows.map((row) => ({
    ...{ rule: row.rule, grade: row.grade, places: row.places },
    says: `${row.subject}: ${row.old} -> ${row.new}`,
  }));
  assert.deepEqual(shown, [{ rule, grade, places: [place], says }]);
}

for (const [rule, grade, ...sample] of SAMPLES) {
  const [place, says] = sample;
  test(`${rule}: ${says} in ${place}`, () => {
    assertOneRow(rule, grade, sample);
  });
}

for (const [missed, rule, grade, ...sample] of MISSES) {
  const [place, says, old, now] = sample;
  test(`not ${missed}: ${says} in ${place}`, () => {
    assertOneRow(rule, grade, sample);
    const [change] = differences(answerIn(place, old), answerIn(place, now), new Set());
    const near = RULES.find(({ id }) => id === missed);
    assert.ok(change !== undefined && near !== undefined);
    assert.match(change.observation, near.observations);
    assert.ok(near.kinds?.includes(change.kind) ?? true, change.kind);
    assert.ok(near.asks?.includes(change.asks) ?? true, change.asks);
    assert.equal(near.when?.(change), false, "only its condition keeps the rule from it");
  });
}

test("every rule has a sample, and every rule with a condition has one that just misses it", () => {
  const ids = RULES.map(({ id }) => id);
  assert.deepEqual([...new Set(SAMPLES.map(([rule]) => rule))].sort(), [...ids].sort());
  const conditional = RULES.filter(({ when }) => when !== undefined).map(({ id }) => id);
  assert.deepEqual([...new Set(MISSES.map(([missed]) => missed))].sort(), conditional.sort());
});

test("ids of rules are unique and well formed, and each says one sentence", () => {
  const told = [...RULES.map(({ id, grade, sentence }) => ({ id, grade, statement: sentence })), ...CONTRACT_RULES];
  assert.equal(new Set(told.map(({ id }) => id)).size, told.length);
  for (const { id, grade, statement } of told) {
    assert.match(id, /^DRIFT-\d{4}$/);
    assert.ok(GRADES.includes(grade), id);
    assert.match(statement, /^[A-Z].*\.$/, id);
  }
});

test("a rule never changes its meaning or grade, and is never dropped or reused", () => {
  const pinned = JSON.parse(
    readFileSync(new URL("../../tests/support/pinned-drift-rules.json", import.meta.url), "utf8"),
  ) as unknown;
  const rules = [
    ...RULES.map(({ id, grade, sentence }) => [id, `${grade} ${sentence}`] as const),
    ...CONTRACT_RULES.map(({ id, grade, statement }) => [id, `${grade} ${statement}`] as const),
  ];
  const remedy = "give a new meaning a new id, and pin it in tests/support/pinned-drift-rules.json";
  assert.deepEqual(Object.fromEntries(rules), pinned, remedy);
});
