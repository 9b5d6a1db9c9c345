import { GRADES, type Grade } from "../contract/grade.ts";
import { questionOf } from "./request-class.ts";
import { placeOf, type Answer, type Baseline } from "./baseline.ts";
import { ANSWER, type Change } from "./change.ts";
import { differences } from "./differences.ts";
import type { DriftRow } from "./row.ts";
import { ruleFor } from "./rules.ts";
import type { Rule } from "./rules/rule.ts";

/** What of a baseline is compared. */
export type Comparable = Pick<Baseline, "answers" | "noise">;

/** What two baselines have in common and where they differ. */
export interface Comparison {
  /** The worst first. */
  readonly rows: readonly DriftRow[];
  /** Answers that both hold. */
  readonly compared: number;
  /** Places that one alone holds: not compared. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  /** Places that differed between two answers of the same target: not compared. */
  readonly noise: readonly string[];
}

interface Graded {
  readonly change: Change;
  readonly rule: Rule;
}

/** Observations that are conclusions from others: told only where no other observation says it as gravely. */
const DERIVED = /^(verdict|relation) /;
/** Requirements on the agreement of two transports: what changed may have changed on the other one. */
const OF_TWO_TRANSPORTS = "verdict GMM-09";

/** Compares two baselines place by place, and tells each difference once. */
export function compare(old: Comparable, now: Comparable): Comparison {
  const before = byPlace(old.answers);
  const after = byPlace(now.answers);
  const noise = new Set([...old.noise, ...now.noise]);
  const changes = [...before].flatMap(([place, answer]) => {
    const other = after.get(place);
    return other === undefined ? [] : differences(answer, other, noise);
  });
  return {
    rows: group(withoutConclusions(changes.map((change) => ({ change, rule: ruleFor(change) })))),
    compared: [...before.keys()].filter((place) => after.has(place)).length,
    onlyOld: [...before.keys()].filter((place) => !after.has(place)),
    onlyNew: [...after.keys()].filter((place) => !before.has(place)),
    noise: [...noise].sort(),
  };
}

/** The gravest grade among rows, or undefined when there are none. */
export function worstGrade(rows: readonly Pick<DriftRow, "grade">[]): Grade | undefined {
  return GRADES.find((grade) => rows.some((row) => row.grade === grade));
}

function byPlace(answers: readonly Answer[]): ReadonlyMap<string, Answer> {
  return new Map(answers.map((answer) => [placeOf(answer), answer]));
}

function withoutConclusions(graded: readonly Graded[]): readonly Graded[] {
  const gravest = new Map<string, number>();
  for (const { change, rule } of graded) {
    if (DERIVED.test(change.observation)) continue;
    for (const place of [`${questionOf(change)} ${change.transport}`, questionOf(change)]) {
      gravest.set(place, Math.min(gravest.get(place) ?? GRADES.length, GRADES.indexOf(rule.grade)));
    }
  }
  return graded.filter(({ change, rule }) => {
    if (!DERIVED.test(change.observation)) return true;
    const question = questionOf(change);
    const place = change.observation.startsWith(OF_TWO_TRANSPORTS) ? question : `${question} ${change.transport}`;
    return (gravest.get(place) ?? GRADES.length) > GRADES.indexOf(rule.grade);
  });
}

function group(graded: readonly Graded[]): readonly DriftRow[] {
  const groups = new Map<string, { first: Graded; places: Set<string> }>();
  for (const each of graded) {
    const { change, rule } = each;
    const key = JSON.stringify([
      rule.id,
      change.observation === ANSWER ? change.asks : change.observation,
      change.old,
      change.new,
    ]);
    const found = groups.get(key) ?? { first: each, places: new Set<string>() };
    found.places.add(placeOf(change));
    groups.set(key, found);
  }
  const rows = [...groups.values()].map(({ first: { change, rule }, places }) => ({
    rule: rule.id,
    grade: rule.grade,
    subject: change.observation === ANSWER ? `answer to ${QUESTIONS[change.asks]}` : change.observation,
    old: change.old,
    new: change.new,
    places: [...places].sort(),
  }));
  return rows.sort(
    (left, right) =>
      GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade) ||
      right.places.length - left.places.length ||
      (left.subject < right.subject ? -1 : 1),
  );
}

const QUESTIONS: Readonly<Record<Change["asks"], string>> = {
  stored: "a stored key",
  missing: "a missing key",
  credentials: "bad credentials",
  "credentials-unheld": "bad credentials for a key that is not theirs",
  invalid: "an invalid request",
  malformed: "a malformed call",
  method: "another method",
  preflight: "a preflight",
  open: "an unusual request",
};
