import type { Check, CheckInput, CourseAnswer, Due, Finding, Violation } from "./check.ts";
import { codeNumber, type CodeName } from "../contract/codes.ts";
import type { Evidence, Metadata } from "../protocol/outcome.ts";
import { classOf, describe, nothing, PASS, statusPlace, violation } from "./finding.ts";
import { nanoseconds, showTime } from "./metadata.ts";

/** What was stored first is returned. */
export const valueIsStored: Check = (input) => isDue(readsOf(input)[0]);

/** What was stored in its place is returned. */
export const valueIsChanged: Check = (input) => isDue(readsOf(input)[1]);

/** What was deleted is not found. */
export const keyIsDeleted: Check = (input) => isDue(readsOf(input)[2]);

/** What was seen once is seen again. */
export const changeStays: Check = (input) => {
  const again = (input.course ?? []).filter((answer) => answer.again);
  return again.length === 0 ? nothing("nothing was read again") : again.flatMap(undue);
};

/** A later state has a higher sequence. */
export const sequenceGrows: Check = (input) =>
  ofBothStates(input, (first, second) => {
    const [earlier, later] = [first.details?.sequence, second.details?.sequence];
    if (earlier === undefined || later === undefined) return nothing("there is no sequence");
    if (later > earlier) return PASS;
    return violation("/metadata/details/sequence", `more than ${String(earlier)}`, String(later), "not more");
  });

/** A change leaves the time of creation alone. */
export const creationStays: Check = (input) =>
  ofBothStates(input, (first, second) => {
    const [earlier, later] = [first.details?.creationDate, second.details?.creationDate];
    if (earlier === undefined || later === undefined) return nothing("there is no creation date");
    if (nanoseconds(earlier) === nanoseconds(later)) return PASS;
    const place = "/metadata/details/creationDate";
    return violation(place, `${showTime(earlier)}, as before the change`, showTime(later), "another time");
  });

/** A change moves the time of change. */
export const changeAdvances: Check = (input) =>
  ofBothStates(input, (first, second) => {
    const [earlier, later] = [first.details?.changeDate, second.details?.changeDate];
    if (earlier === undefined || later === undefined) return nothing("there is no change date");
    if (nanoseconds(later) > nanoseconds(earlier)) return PASS;
    const isCoarse = nanoseconds(later) === nanoseconds(earlier) && later.nanos === 0;
    if (isCoarse) return nothing("times of whole seconds do not show a change within one");
    return violation("/metadata/details/changeDate", `later than ${showTime(earlier)}`, showTime(later), "not later");
  });

/** Every answer of the course is what was due to the user who asked. */
export const everyoneGetsTheirOwn: Check = ({ course }) => {
  if (course === undefined || course.length === 0) return nothing("nobody asked");
  const wrong = course.flatMap(undue);
  const [first] = wrong;
  if (first === undefined) return PASS;
  const share = wrong.length === 1 ? "" : `, and so were ${String(wrong.length - 1)} more of ${String(course.length)}`;
  return [{ ...first, actual: `${first.actual}${share}` }];
};

/** True when an answer is what was due. */
export function fits(evidence: Evidence, due: Due): boolean {
  return shortfall(evidence, due, "subject").length === 0;
}

function readsOf({ course }: CheckInput): readonly CourseAnswer[] {
  return (course ?? []).filter(({ step, again }) => step.do === "read" && !again);
}

function isDue(answer: CourseAnswer | undefined): Finding {
  return answer === undefined ? nothing("the course did not come so far") : undue(answer);
}

/** The first two states of the value, where both were returned as they should be. */
function ofBothStates(input: CheckInput, judge: (first: Metadata, second: Metadata) => Finding): Finding {
  const [first, second] = readsOf(input).map(({ evidence }) => metadataOf(evidence));
  return first === undefined || second === undefined
    ? nothing("there are no two states to compare")
    : judge(first, second);
}

function metadataOf({ outcome }: Evidence): Metadata | undefined {
  return outcome.kind === "success" ? outcome.metadata : undefined;
}

function undue({ evidence, due, asker }: CourseAnswer): readonly Violation[] {
  return shortfall(evidence, due, asker);
}

function shortfall(evidence: Evidence, due: Due, asker: CourseAnswer["asker"]): readonly Violation[] {
  switch (due.kind) {
    case "value":
      return otherValue(evidence, due.value, `that the ${NAMES[asker]} has`);
    case "missing":
      return isError(evidence, "NOT_FOUND") ? [] : wrongKind(evidence, "code 5 (NOT_FOUND)");
    case "refused":
      return isError(evidence, "UNAUTHENTICATED") ? [] : wrongKind(evidence, "code 16 (UNAUTHENTICATED)");
  }
}

function otherValue(evidence: Evidence, due: Uint8Array, whose: string): readonly Violation[] {
  const { outcome } = evidence;
  if (outcome.kind !== "success") return wrongKind(evidence, `the value ${whose}`);
  const value = outcome.metadata?.value;
  if (value !== undefined && Buffer.compare(value, due) === 0) return [];
  const actual = value === undefined ? "no value" : `${String(value.length)} other bytes`;
  const seen = value === undefined ? "absent" : "other bytes";
  return violation("/metadata/value", `the ${String(due.length)} bytes ${whose}`, actual, seen);
}

const NAMES: Readonly<Record<CourseAnswer["asker"], string>> = {
  subject: "user",
  other: "other user",
  leaver: "user",
};

function isError({ outcome }: Evidence, code: CodeName): boolean {
  return outcome.kind === "error" && outcome.code === codeNumber(code);
}

function wrongKind(evidence: Evidence, expected: string): readonly Violation[] {
  return violation(statusPlace(evidence), expected, describe(evidence), classOf(evidence));
}
