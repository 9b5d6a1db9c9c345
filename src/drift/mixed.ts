import type { Comparable } from "./baseline.ts";
import type { Change } from "./change.ts";
import { noiseName } from "./differences.ts";
import type { Graded } from "./graded.ts";
import { isAddedOnTheWay } from "./intermediaries.ts";
import { isConclusion } from "./observation.ts";
import { subjectOf } from "./subject.ts";

/** Requests that must have been answered in two ways: one alone is a mistake. */
const LEAST = 2;

/**
 * Subjects by which the new target looks like a mixed deployment, several releases behind one address: in some answers
 * they differ from the old ones, and in two answers to the same request from each other, which those of the old target did
 * not. The changes are all that there are, also those that are not compared because the new target varies in them.
 */
export function mixedSubjects(changes: readonly Graded[], old: Comparable, now: Comparable): readonly string[] {
  const suspects = new Map(
    changes
      .filter(isOfRelease)
      .map(({ change }) => [`${change.transport} ${subjectOf(change.difference)}`, change] as const),
  );
  const found = [...suspects.values()].filter(
    (change) => timesVaried(old, change) === 0 && timesVaried(now, change) >= LEAST,
  );
  return [...new Set(found.map(({ difference }) => subjectOf(difference)))].sort();
}

/** How many requests over the transport of a difference a target answered with it now so and now so. */
function timesVaried({ answers, noise }: Comparable, { transport, difference }: Change): number {
  const names = new Set(noise);
  return answers
    .filter((answer) => answer.transport === transport)
    .flatMap((answer) => (["first", "second"] as const).map((request) => noiseName(answer, { request, difference })))
    .filter((name) => names.has(name)).length;
}

/**
 * True for what tells of a release, and not of time or of proxies. Whatever is on the way may add a field now and then;
 * which of the server's own it lacks tells of the server.
 */
function isOfRelease({ change: { difference }, rule: { grade } }: Graded): boolean {
  if (isConclusion(difference) || grade === "cosmetic") return false;
  switch (difference.kind) {
    case "header":
    case "trailer":
      return grade !== "compatible" && !isAddedOnTheWay(difference.name);
    case "challenge":
    case "challenge-parameter":
      return grade !== "compatible";
    default:
      return true;
  }
}
