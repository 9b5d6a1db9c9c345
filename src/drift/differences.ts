import { isDeepStrictEqual } from "node:util";
import { GRADES } from "../contract/grade.ts";
import { placeOf, type Answer, type Place } from "./baseline.ts";
import type { Change, Transition } from "./change.ts";
import { isConclusion, type Difference, type MemberValue, type Observation, type VerdictValue } from "./observation.ts";
import { hasPermittedAlternative, requestClassOf } from "./request-class.ts";
import { subjectOf, type RequestOrder } from "./subject.ts";
import { isOfNewPart, isViolated, placeOfViolation, violationGrade } from "./verdicts.ts";

/** A difference, and the request whose answer has it. */
export interface RequestDifference {
  readonly request: RequestOrder;
  readonly difference: Difference;
}

/**
 * Every observation that differs between two answers to one case, without noise and consequences of another difference.
 */
export function differences(old: Answer, now: Answer, noise: ReadonlySet<string>): readonly Change[] {
  const found = allDifferences(old, now).filter((each) => !noise.has(noiseName(old, each)));
  if (found.length === 0) return [];
  const context = {
    case: old.case,
    transport: old.transport,
    hasPermittedAlternative: hasPermittedAlternative(old),
    ...verdictChangesOf(old, now),
  };
  const changed = found.filter(({ difference }) => difference.kind === "answer").map(({ request }) => request);
  return found
    .filter((each) => !followsFromAnswer(each, changed, old, now) && isComparable(each.difference))
    .map(({ request, difference }) => ({
      difference,
      ...context,
      now: (request === "second" ? now.second : now.observations) ?? [],
      // Both are known only from all answers together.
      isFixed: false,
      isForPages: true,
      transition: transitionOf(difference),
      requestClass: requestClassOf(old, request),
    }));
}

/** Every observation that differs, including consequences. */
export function allDifferences(old: Answer, now: Answer): readonly RequestDifference[] {
  return [
    ...join(old.observations, now.observations).map((difference) => ({ request: "first" as const, difference })),
    ...join(old.second ?? [], now.second ?? []).map((difference) => ({ request: "second" as const, difference })),
  ];
}

/** The name by which a baseline lists noise. */
export function noiseName(place: Place, { request, difference }: RequestDifference): string {
  return [placeOf(place), ...(request === "second" ? ["then"] : []), subjectOf(difference)].join(" ");
}

function join(old: readonly Observation[], now: readonly Observation[]): readonly Difference[] {
  const [before, after] = [bySubject(old), bySubject(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((subject) => {
    const [left, right] = [before.get(subject), after.get(subject)];
    if (isDeepStrictEqual(left?.value, right?.value)) return [];
    const names = Object.entries(right ?? left ?? {}).filter(([member]) => member !== "value");
    // Both values are of this kind, because a subject has one kind.
    return [{ ...Object.fromEntries(names), old: left?.value, new: right?.value } as Difference];
  });
}

/** Kept, as hundreds of mutants are compared with the same answers. */
const subjects = new WeakMap<readonly Observation[], ReadonlyMap<string, Observation>>();

function bySubject(observations: readonly Observation[]): ReadonlyMap<string, Observation> {
  const known = subjects.get(observations);
  if (known !== undefined) return known;
  const found = new Map(observations.map((observation) => [subjectOf(observation), observation]));
  subjects.set(observations, found);
  return found;
}

function transitionOf({ old, new: now }: Difference): Transition {
  if (old === undefined) return "added";
  return now === undefined ? "removed" : "changed";
}

/** A different answer is the cause of other differences in it, and of conclusions from the whole case. */
function followsFromAnswer(
  { request, difference }: RequestDifference,
  changed: readonly RequestOrder[],
  old: Answer,
  now: Answer,
): boolean {
  if (difference.kind === "answer" || changed.length === 0) return false;
  // Only one side has a second answer, because the first answers differ.
  const isOneSided = request === "second" && (old.second === undefined || now.second === undefined);
  return isConclusion(difference) || changed.includes(request) || isOneSided;
}

/** False where one side cannot tell: it does not know the stored value, or lacks the requirement or a part to relate. */
function isComparable(difference: Difference): boolean {
  switch (difference.kind) {
    case "member":
      return !isUnknownBeside(difference.old, difference.new) && !isUnknownBeside(difference.new, difference.old);
    case "verdict":
    case "relation":
      return difference.old !== undefined && difference.new !== undefined;
    default:
      return true;
  }
}

function isUnknownBeside(one: MemberValue | undefined, other: MemberValue | undefined): boolean {
  return one?.kind === "unknown-bytes" && other?.kind === "stored-bytes";
}

/** A requirement with its verdict on both sides. */
interface VerdictPair {
  readonly requirement: string;
  readonly old: VerdictValue;
  readonly new: VerdictValue;
}

/** How the requirements of a case changed. */
function verdictChangesOf(old: Answer, now: Answer): Pick<Change, "verdictChange" | "newlyViolated" | "fixedPlaces"> {
  const before = verdictsOf(old);
  const pairs = [...verdictsOf(now)].flatMap(([requirement, value]): VerdictPair[] => {
    const was = before.get(requirement);
    return was === undefined ? [] : [{ requirement, old: was, new: value }];
  });
  const fixed = pairs.filter((pair) => isViolated(pair.old) && pair.new.verdict === "pass");
  const fixedPlaces = fixed.flatMap((pair) => pair.old.seen.map(placeOfViolation));
  const broken = pairs.filter(
    (pair) => isViolated(pair.new) && !isViolated(pair.old) && !isOfNewPart(pair.old, pair.new, fixedPlaces),
  );
  const grades = broken.map((pair) => violationGrade(pair.requirement, pair.new));
  return {
    verdictChange: broken.length > 0 ? "broken" : fixed.length > 0 ? "fixed" : "same",
    newlyViolated: GRADES.find((grade) => grades.includes(grade)),
    fixedPlaces,
  };
}

function verdictsOf({ observations }: Answer): ReadonlyMap<string, VerdictValue> {
  return new Map(
    observations.flatMap((each) => (each.kind === "verdict" ? [[each.requirement, each.value] as const] : [])),
  );
}
