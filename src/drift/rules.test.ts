import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CASES } from "../cases/index.ts";
import { GRADES } from "../contract/grade.ts";
import { placeOf, type Answer } from "./baseline.ts";
import { compare } from "./compare.ts";
import { CONTRACT_RULES } from "./contract/rules.ts";
import { differences } from "./differences.ts";
import { OPERATION_REMOVED } from "./removed.ts";
import { RULES } from "./rules.ts";
import { isFor } from "./rules/rule.ts";
import { sidesOf } from "../report/drift/values.ts";
import { ANSWERS, MISSED_ANSWERS } from "../../tests/support/drift-rule-answers.ts";
import { MISSED_OBSERVATIONS, OBSERVATIONS } from "../../tests/support/drift-rule-observations.ts";
import type { Sample, Side } from "../../tests/support/drift-rule-samples.ts";

const SAMPLES = [...ANSWERS, ...OBSERVATIONS];
const MISSES = [...MISSED_ANSWERS, ...MISSED_OBSERVATIONS];
const EVERY_RULE = [OPERATION_REMOVED, ...RULES, ...CONTRACT_RULES];

function answerAt(place: string, side: Side): Answer {
  const [id, name] = place.split(" ");
  const transport = CASES.find((each) => each.id === id)?.transports.find((each) => each === name);
  assert.ok(id !== undefined && transport !== undefined, `${place} is no case over a transport of its own`);
  return { case: id, transport, ...side };
}

function assertOneRow({ rule, grade, place, says, old, now, beside }: Sample): void {
  const comparable = (side: Side): Parameters<typeof compare>[0] => ({ answers: [answerAt(place, side)], noise: [] });
  const { rows } = compare(comparable(old), comparable(now));
  assert.equal(beside === undefined || rows.some((row) => row.rule === beside), true, `${String(beside)} has no row`);
  const own = rows.filter((row) => row.rule !== beside);
  const shown = own.map((row) => {
    const sides = sidesOf(row);
    const { rule: id, slug, grade: found, places, subject } = row;
    return { id, slug, grade: found, places: places.map(placeOf), says: `${subject}: ${sides.old} -> ${sides.new}` };
  });
  const slug = RULES.find(({ id }) => id === rule)?.slug;
  assert.deepEqual(shown, [{ id: rule, slug, grade, places: [place], says }]);
}

for (const sample of SAMPLES) {
  test(`${sample.rule}: ${sample.says} in ${sample.place}`, () => {
    assertOneRow(sample);
  });
}

for (const sample of MISSES) {
  const { missed, place, says, old, now } = sample;
  test(`not ${missed}: ${says} in ${place}`, () => {
    assertOneRow(sample);
    const [change] = differences(answerAt(place, old), answerAt(place, now), new Set());
    const near = RULES.find(({ id }) => id === missed);
    assert.ok(change !== undefined && near !== undefined && isFor(near, change), "change or near is missing");
    assert.equal(near.when?.(change.difference, change), false, "only its condition excludes the rule");
  });
}

test("every rule has a sample, and every rule with a condition has one that just misses it", () => {
  const ids = RULES.map(({ id }) => id);
  assert.deepEqual([...new Set(SAMPLES.map(({ rule }) => rule))].sort(), [...ids].sort());
  const conditional = RULES.filter(({ when }) => when !== undefined).map(({ id }) => id);
  assert.deepEqual([...new Set(MISSES.map(({ missed }) => missed))].sort(), conditional.sort());
});

test("every rule has a unique id and slug and a one-sentence statement", () => {
  assert.equal(new Set(EVERY_RULE.map(({ id }) => id)).size, EVERY_RULE.length);
  assert.equal(new Set(EVERY_RULE.map(({ slug }) => slug)).size, EVERY_RULE.length);
  for (const { id, slug, grade, statement } of EVERY_RULE) {
    assert.match(id, /^DRIFT-\d{4}$/);
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)+$/, id);
    assert.ok(GRADES.includes(grade), id);
    assert.match(statement, /^[A-Z].*\.$/, id);
  }
});

test("a rule never changes its meaning, slug or grade, and is never dropped or reused", () => {
  const pinned = JSON.parse(
    readFileSync(new URL("../../tests/support/pinned-drift-rules.json", import.meta.url), "utf8"),
  ) as unknown;
  const rules = EVERY_RULE.map(({ id, slug, grade, statement }) => [id, { slug, grade, statement }] as const);
  const remedy = "give a new meaning a new id, and pin it in tests/support/pinned-drift-rules.json";
  assert.deepEqual(Object.fromEntries(rules), pinned, remedy);
});
