import type { Answer, Place } from "./baseline.ts";
import { changeOf, oldValueOf } from "./cause.ts";
import type { Change } from "./change.ts";
import { isConclusion, type Difference, type Observation } from "./observation.ts";
import { questionOf } from "./request-class.ts";
import { isViolated, placeOfViolation } from "./verdicts.ts";

/** A baseline's answers by their places. */
export type AnswersByPlace = ReadonlyMap<string, Answer>;

/** What was violated at a place of one answer and is no longer, such as `/code`. */
interface Fixes {
  readonly wheres: ReadonlySet<string>;
  /** What is violated on both sides, though perhaps in another way. */
  readonly stillWrong: ReadonlySet<string>;
  /** A requirement is newly violated. */
  readonly isBroken: boolean;
}

/**
 * Tells which changes are fixes. A case judges an answer by its own requirements only; that an answer was wrong is known
 * once any case with the same request says so, or any place where the same became the same, or where the same part of an
 * answer was as wrong. Nothing is a fix where a requirement is newly violated.
 */
export function fixFinder(
  changes: readonly Change[],
  old: AnswersByPlace,
  now: AnswersByPlace,
): (change: Change) => boolean {
  const fixes = fixesByQuestion(new Set(changes.map(questionAt)), old, now);
  const [fixed, wrong, broken] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const change of changes.filter(({ difference }) => !isConclusion(difference))) {
    const { wheres, stillWrong, isBroken } = fixes.get(questionAt(change)) ?? NO_FIXES;
    const isDifferent = (where: string): boolean => isAbout(where, change.difference);
    if (isBroken || [...stillWrong].some(isDifferent)) broken.add(changeOf(change));
    else if ([...wheres].some(isDifferent)) {
      fixed.add(changeOf(change));
      wrong.add(oldValueOf(change) ?? "");
    }
  }
  return (change) => !broken.has(changeOf(change)) && (fixed.has(changeOf(change)) || wasWrong(change, wrong));
}

const NO_FIXES: Fixes = { wheres: new Set(), stillWrong: new Set(), isBroken: false };

/** A part that is wrong in one answer is wrong in all; whether an answer as a whole is depends on the request. */
function wasWrong(change: Change, wrong: ReadonlySet<string>): boolean {
  const { difference } = change;
  if (difference.kind !== "answer") return wrong.has(oldValueOf(change) ?? "absent");
  const { old, new: now } = difference;
  // Any answer is more than none.
  if (old?.kind === "none") return true;
  if (old?.kind !== "other" || now?.kind !== "other" || old.mediaType === null) return false;
  const mediaType = { kind: "media-type", old: old.mediaType, new: undefined } as const;
  return old.httpStatus === now.httpStatus && wrong.has(oldValueOf({ difference: mediaType }) ?? "");
}

/** A request over a transport: the cases that send it judge the same answer. */
function questionAt(place: Place): string {
  return `${questionOf(place)} ${place.transport}`;
}

function fixesByQuestion(
  questions: ReadonlySet<string>,
  old: AnswersByPlace,
  now: AnswersByPlace,
): ReadonlyMap<string, Fixes> {
  const found = new Map<string, { wheres: Set<string>; stillWrong: Set<string>; isBroken: boolean }>();
  for (const [place, answer] of now) {
    const question = questionAt(answer);
    const before = questions.has(question) ? old.get(place) : undefined;
    if (before === undefined) continue;
    const fixes = found.get(question) ?? {
      wheres: new Set<string>(),
      stillWrong: new Set<string>(),
      isBroken: false,
    };
    found.set(question, fixes);
    const verdicts = verdictsOf(answer.observations);
    for (const [requirement, was] of verdictsOf(before.observations)) {
      const is = verdicts.get(requirement);
      if (is === undefined) continue;
      if (isViolated(is) && !isViolated(was)) fixes.isBroken = true;
      const wheres = isViolated(is) ? fixes.stillWrong : fixes.wheres;
      if (isViolated(was)) for (const seen of was.seen) wheres.add(placeOfViolation(seen));
    }
  }
  return found;
}

type Verdicts = ReadonlyMap<string, Extract<Observation, { kind: "verdict" }>["value"]>;

/** Kept, as hundreds of mutants are compared with the same answers. */
const known = new WeakMap<readonly Observation[], Verdicts>();

function verdictsOf(observations: readonly Observation[]): Verdicts {
  const found = known.get(observations);
  if (found !== undefined) return found;
  const verdicts = new Map(
    observations.flatMap((each) => (each.kind === "verdict" ? [[each.requirement, each.value] as const] : [])),
  );
  known.set(observations, verdicts);
  return verdicts;
}

/** Places at which a violation is one of the whole answer: its outcome, status or code. */
const OF_ANSWER = ["status", "code", "/code", "grpc-status"];
/** And those at which an answer is no answer of the API's. */
const OF_FORM = ["body", "content-type", "trailer", "grpc-status-details-bin", "framing"];

/** True when what was violated there is what differs. */
function isAbout(where: string, difference: Difference): boolean {
  switch (difference.kind) {
    case "answer":
      // That a success was wrong is said by what it should have been, and not by its content.
      return OF_ANSWER.includes(where) || (difference.old?.kind !== "success" && isOfContent(where));
    case "header":
      return where.toLowerCase() === difference.name;
    case "malformed-challenge":
    case "challenge":
    case "challenge-parameter":
      return where.toLowerCase() === "www-authenticate";
    case "media-type":
    case "media-type-format":
    case "media-type-parameters":
      return where === "content-type" || where === "body";
    case "member":
    case "unknown-field":
      return where === "body" || isWithin(where, difference.pointer) || isWithin(difference.pointer, where);
    case "status-details":
      return where === "grpc-status-details-bin";
    case "trailer":
      return where === difference.name || where === "trailer";
    case "completeness":
    case "message-count":
    case "error-message-count":
    case "compressed-messages":
    case "framing":
    case "status-place":
    case "status-count":
      return isOfContent(where) || OF_ANSWER.includes(where);
    case "verdict":
    case "relation":
    case "unknown":
      return false;
  }
}

function isOfContent(where: string): boolean {
  return OF_FORM.includes(where) || where.startsWith("/");
}

function isWithin(pointer: string, outer: string): boolean {
  return outer !== "" && (pointer === outer || pointer.startsWith(`${outer}/`));
}
