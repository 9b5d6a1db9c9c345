import { isDeepStrictEqual } from "node:util";
import { GRADES, type Grade } from "../contract/grade.ts";
import type { Transport } from "../contract/transport.ts";
import { byPlace, placeOf, sortPlaces, type Comparable, type Place, type Unjudged } from "./baseline.ts";
import { causeOf } from "./cause.ts";
import type { Change } from "./change.ts";
import { gradedChanges, type Graded } from "./graded.ts";
import { mixedSubjects } from "./mixed.ts";
import { isConclusion } from "./observation.ts";
import { removedRow, removedTransports } from "./removed.ts";
import { questionOf } from "./request-class.ts";
import type { BehaviourRow } from "./row.ts";
import { storedOtherwise } from "./stored.ts";
import { rowSubjectOf } from "./subject.ts";
import { isAcrossTransports } from "./verdicts.ts";

/** What was not judged, on each side. */
export interface UnjudgedSides {
  readonly old: readonly Unjudged[];
  readonly new: readonly Unjudged[];
}

/** Common answers and differences of two baselines. */
export interface Comparison {
  /** The worst first. */
  readonly rows: readonly BehaviourRow[];
  /** Answers in both baselines. */
  readonly compared: number;
  /** Places in only one baseline, not compared, but for those that the other one could not judge. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  /** What somebody else than a target answered, not compared. */
  readonly unjudged: UnjudgedSides;
  /** Places where the users of the two sides do not have the same keys, not compared. */
  readonly storedOtherwise: readonly string[];
  /** Of the new side's, what an intermediary had no reason to refuse, and the old target answered: it may be the release. */
  readonly undecided: readonly Unjudged[];
  /** What differed between two answers of the same target, not compared. */
  readonly noise: readonly string[];
  /** Subjects by which the new target looks like a mixed deployment. */
  readonly mixed: readonly string[];
}

/** Compares two baselines place by place, and reports each difference once. */
export function compare(old: Comparable, now: Comparable): Comparison {
  const apart = storedOtherwise(old, now);
  return { ...compareStored(without(apart, old), without(apart, now)), storedOtherwise: apart.map(placeOf).sort() };
}

function without(places: readonly Place[], side: Comparable): Comparable {
  const names = new Set(places.map(placeOf));
  return names.size === 0 ? side : { ...side, answers: side.answers.filter((each) => !names.has(placeOf(each))) };
}

/** Compares answers that do not differ in what their users have stored. */
function compareStored(old: Comparable, now: Comparable): Omit<Comparison, "storedOtherwise"> {
  const before = byPlace(old.answers);
  const after = byPlace(now.answers);
  const noise = new Set([...old.noise, ...now.noise]);
  const unjudged = { old: old.unjudged ?? [], new: now.unjudged ?? [] };
  const graded = gradedChanges(old, now, noise);
  return {
    rows: withoutRemoved(withoutExplainedConclusions(graded), removedTransports(old.answers, now.answers)),
    compared: [...before.keys()].filter((place) => after.has(place)).length,
    onlyOld: placesOnlyIn(before, after, unjudged.new),
    onlyNew: placesOnlyIn(after, before, unjudged.old),
    unjudged,
    undecided: unjudged.new.filter((each) => each.verdict === "blocked" && before.has(placeOf(each))),
    noise: [...noise].sort(),
    mixed: now.noise.length === 0 ? [] : mixedSubjects(gradedChanges(old, now, new Set(old.noise)), old, now),
  };
}

type Answers = ReadonlyMap<string, unknown>;

function placesOnlyIn(one: Answers, other: Answers, unjudged: readonly Unjudged[]): readonly string[] {
  const told = new Set(unjudged.map(placeOf));
  return [...one.keys()].filter((place) => !other.has(place) && !told.has(place));
}

/** The rows, with a single row for an operation that is gone over some transports. */
function withoutRemoved(graded: readonly Graded[], removed: readonly Transport[]): readonly BehaviourRow[] {
  const isGone = ({ change }: Graded): boolean => removed.includes(change.transport);
  const row = removedRow(group(graded.filter(isGone)));
  return row === undefined ? group(graded) : [row, ...group(graded.filter((each) => !isGone(each)))];
}

/** The worst grade among rows, or undefined without rows. */
export function worstGrade(rows: readonly { readonly grade: Grade }[]): Grade | undefined {
  return GRADES.find((grade) => rows.some((row) => row.grade === grade));
}

/** A conclusion becomes a row only where no other observation of the same request has as bad a grade. */
function withoutExplainedConclusions(graded: readonly Graded[]): readonly Graded[] {
  const gravest = new Map<string, number>();
  for (const { change, rule } of graded.filter((each) => !isConclusion(each.change.difference))) {
    for (const scope of [questionOf(change), placeOfQuestion(change)]) {
      gravest.set(scope, Math.min(gravest.get(scope) ?? GRADES.length, GRADES.indexOf(rule.grade)));
    }
  }
  return graded.filter(
    ({ change, rule }) =>
      !isConclusion(change.difference) || (gravest.get(scopeOf(change)) ?? GRADES.length) > GRADES.indexOf(rule.grade),
  );
}

/** Where the cause of a conclusion may be: in the same answer, or on any transport. */
function scopeOf(change: Change): string {
  const { difference } = change;
  const isWide = difference.kind === "verdict" && isAcrossTransports(difference.requirement);
  return isWide ? questionOf(change) : placeOfQuestion(change);
}

function placeOfQuestion(change: Change): string {
  return `${questionOf(change)} ${change.transport}`;
}

function group(graded: readonly Graded[]): readonly BehaviourRow[] {
  const groups = new Map<string, Graded[]>();
  for (const each of graded) {
    const key = groupKey(each);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap(rowOf).sort(byGrade);
}

/** Key that groups changes into one row: their rule and cause. */
function groupKey({ change, rule }: Graded): string {
  return `${rule.id} ${causeOf(change)}`;
}

function rowOf(same: readonly Graded[]): readonly BehaviourRow[] {
  const [first] = same;
  if (first === undefined) return [];
  const { change, rule } = first;
  const { difference } = change;
  const places = new Map(
    same.map(({ change: { case: id, transport } }) => [`${id} ${transport}`, { case: id, transport }]),
  );
  return [
    {
      source: "behaviour",
      rule: rule.id,
      slug: rule.slug,
      grade: rule.grade,
      statement: rule.statement,
      subject: rowSubjectOf(difference, change.requestClass),
      difference,
      varies: !same.every(({ change: { difference: other } }) => isDeepStrictEqual(other, difference)),
      places: sortPlaces([...places.values()]),
    },
  ];
}

function byGrade(left: BehaviourRow, right: BehaviourRow): number {
  return (
    GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade) ||
    right.places.length - left.places.length ||
    (left.subject < right.subject ? -1 : 1)
  );
}
