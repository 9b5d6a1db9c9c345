import type { Grade } from "../contract/grade.ts";
import { findRequirement } from "../contract/requirements/index.ts";
import type { VerdictValue } from "./observation.ts";

/** True for the verdict of a violated MUST or SHOULD. */
export function isViolated(value: VerdictValue | undefined): boolean {
  return value?.verdict === "fail" || value?.verdict === "deviation";
}

/**
 * How a violated requirement affects clients. Where another version of this suite has it at a different level, or only
 * one version has it, the verdict decides: a MUST breaks clients, a SHOULD is risky.
 */
export function violationGrade(requirement: string, value: VerdictValue | undefined): Grade {
  const isMust = value?.verdict === "fail";
  const known = findRequirement(requirement);
  if (known !== undefined && (known.level === "MUST") === isMust) return known.drift;
  return isMust ? "breaking" : "risky";
}

/** True for a requirement on the agreement of two transports: the change may be on the other one. */
export function isAcrossTransports(requirement: string): boolean {
  return findRequirement(requirement)?.group === "parity";
}

/** The place of a violation as a verdict lists it: `www-authenticate absent` is in `www-authenticate`. */
export function placeOfViolation(seen: string): string {
  return seen.split(" ", 1)[0] ?? "";
}

/**
 * True when a requirement could not be judged before because a part of the answer was missing that had to be there, and
 * the part is there now: that it does not meet all of its requirements is no loss.
 */
export function isOfNewPart(old: VerdictValue | undefined, now: VerdictValue, fixedPlaces: readonly string[]): boolean {
  return (
    old?.verdict === "inapplicable" &&
    now.seen.length > 0 &&
    now.seen.every((seen) => fixedPlaces.includes(placeOfViolation(seen)))
  );
}
