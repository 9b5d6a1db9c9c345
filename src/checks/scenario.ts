import type { Check, CheckInput, ScenarioAnswer, ExpectedValue, Finding, Violation } from "./check.ts";
import { dateOf } from "../protocol/http-date.ts";
import { POINTERS } from "../contract/operation.ts";
import { codeNumber, type CodeName } from "../contract/codes.ts";
import type { Evidence, Metadata } from "../protocol/outcome.ts";
import { classOf, describe, nothing, PASS, statusPlace, violation, violationsOf } from "./finding.ts";
import { nanoseconds, showTime, timesOf } from "./metadata.ts";

/** A value that was stored under a new key is returned. */
export const valueIsStored: Check = (input) => areExpected(readsAfter(input, "stored"));

/** A value that replaced another is returned. */
export const valueIsChanged: Check = (input) => areExpected(readsAfter(input, "replaced"));

/** A deleted value is not found. */
export const keyIsDeleted: Check = (input) => areExpected(readsAfter(input, "deleted"));

/** A repeated read returns the same, where the first one showed the change. */
export const changeStays: Check = (input) => {
  const answers = answersOf(input);
  // Reads of several entries may begin at once: each is followed by its own repetition.
  const hasShown = ({ step, entry, changes }: ScenarioAnswer): boolean =>
    answers.some(
      (first) =>
        first.step === step &&
        !first.repeated &&
        first.entry === entry &&
        first.changes === changes &&
        // What was there before any change has nothing to show.
        (changes === 0 || fits(first.evidence, first.expected)),
    );
  const repeated = answers.filter((answer) => answer.repeated && hasShown(answer));
  return repeated.length === 0 ? nothing("no change was seen and read again") : repeated.flatMap(undue);
};

/** A later state has a higher sequence. */
export const sequenceGrows: Check = (input) =>
  ofBothStates(input, (first, second) => {
    const [earlier, later] = [first.details?.sequence, second.details?.sequence];
    if (earlier === undefined || later === undefined) return nothing("there is no sequence");
    if (later > earlier) return PASS;
    return violation(POINTERS.sequence, `more than ${String(earlier)}`, String(later), "not more");
  });

/** A change keeps the creation time. */
export const creationStays: Check = (input) =>
  ofBothStates(input, (first, second) => {
    const [earlier, later] = [first.details?.creationDate, second.details?.creationDate];
    if (earlier === undefined || later === undefined) return nothing("there is no creation date");
    if (nanoseconds(earlier) === nanoseconds(later)) return PASS;
    const place = POINTERS.creationDate;
    return violation(place, `${showTime(earlier)}, as before the change`, showTime(later), "another time");
  });

/** A change updates the change time. */
export const changeAdvances: Check = (input) =>
  ofBothStates(input, (first, second) => {
    const [earlier, later] = [first.details?.changeDate, second.details?.changeDate];
    if (earlier === undefined || later === undefined) return nothing("there is no change date");
    if (nanoseconds(later) > nanoseconds(earlier)) return PASS;
    const isCoarse = nanoseconds(later) === nanoseconds(earlier) && later.nanos === 0;
    if (isCoarse) return nothing("times of whole seconds do not show a change within one");
    return violation(POINTERS.changeDate, `later than ${showTime(earlier)}`, showTime(later), "not later");
  });

/** A value that was stored a moment ago was created and changed a moment ago. */
export const datesFitTheWrite: Check = (input) => {
  const stored = readsAfter(input, "stored").filter(({ changes }) => changes === 1);
  const findings = stored.map(({ evidence }) => areRecent(evidence, input.latest));
  return together(findings, "the scenario stored nothing");
};

/** At most what a write and its showing take, and at least what a time zone that is taken for UTC is behind. */
const RECENT = 15 * 60_000;

/**
 * Whichever clock is behind counts: that of this machine, of the server, or of what wrote the Date. One of several
 * servers may have written the entry, and a proxy may have written the Date.
 */
function areRecent(evidence: Evidence, latest: number): Finding {
  const times = timesOf(metadataOf(evidence)?.details);
  if (times.length < 2) return nothing("a time is missing");
  const { startedAt, duration, response } = evidence.exchange;
  const earliest = Math.min(startedAt + duration, latest, dateOf(response.headers) ?? Infinity) - RECENT;
  const expected = `not before ${new Date(earliest).toISOString()}, as the entry is new`;
  return times
    .filter(([, time]) => nanoseconds(time) < BigInt(Math.floor(earliest)) * 1_000_000n)
    .flatMap(([name, time]) => violation(POINTERS[name], expected, showTime(time), "before the write"));
}

/** Every answer of the scenario is right for the user who sent the request. */
export const everyoneGetsTheirOwn: Check = (input) => {
  const answers = answersOf(input);
  if (answers.length === 0) return nothing("nobody asked");
  const wrong = answers.flatMap(undue);
  const [first] = wrong;
  if (first === undefined) return PASS;
  const share = wrong.length === 1 ? "" : `, and so were ${String(wrong.length - 1)} more of ${String(answers.length)}`;
  return [{ ...first, actual: `${first.actual}${share}` }];
};

/** True when an answer is the expected one. */
export function fits(evidence: Evidence, expected: ExpectedValue): boolean {
  return shortfall(evidence, expected, "subject").length === 0;
}

function answersOf(input: CheckInput): readonly ScenarioAnswer[] {
  return input.kind === "scenario" ? input.answers : [];
}

function readsOf(input: CheckInput): readonly ScenarioAnswer[] {
  return answersOf(input).filter(({ step, repeated }) => step.do === "read" && !repeated);
}

function readsAfter(input: CheckInput, change: ScenarioAnswer["lastChange"]): readonly ScenarioAnswer[] {
  return readsOf(input).filter(({ lastChange }) => lastChange === change);
}

function areExpected(answers: readonly ScenarioAnswer[]): Finding {
  return answers.length === 0 ? nothing("the scenario did not get this far") : answers.flatMap(undue);
}

/** What was found wherever there was something to judge, or why there was nothing anywhere. */
function together(findings: readonly Finding[], without: string): Finding {
  const isJudged = findings.some((finding) => !("nothing" in finding));
  return isJudged ? findings.flatMap(violationsOf) : (findings[0] ?? nothing(without));
}

/** Two states of a value, one after the other, where both were returned with metadata. */
function ofBothStates(input: CheckInput, judge: (first: Metadata, second: Metadata) => Finding): Finding {
  const findings = statesOf(input).map(([first, second]) => judge(first, second));
  return together(findings, "there are no two states to compare");
}

/** Each value that replaced another, after the one that it replaced. */
function statesOf(input: CheckInput): readonly (readonly [Metadata, Metadata])[] {
  const reads = readsOf(input);
  return readsAfter(input, "replaced").flatMap(({ entry, changes, evidence }) => {
    const earlier = reads.find((read) => read.entry === entry && read.changes === changes - 1);
    const [first, second] = [earlier && metadataOf(earlier.evidence), metadataOf(evidence)];
    return first === undefined || second === undefined ? [] : [[first, second] as const];
  });
}

function metadataOf({ outcome }: Evidence): Metadata | undefined {
  return outcome.kind === "success" ? outcome.metadata : undefined;
}

function undue({ evidence, expected, sender, isLost }: ScenarioAnswer): readonly Violation[] {
  const violations = shortfall(evidence, expected, sender);
  if (isLost !== true) return violations;
  return violations.map((each) => ({ ...each, actual: `${each.actual}, though a later change shows` }));
}

function shortfall(
  evidence: Evidence,
  expected: ExpectedValue,
  sender: ScenarioAnswer["sender"],
): readonly Violation[] {
  switch (expected.kind) {
    case "value":
      return otherValue(evidence, expected.value, `that the ${NAMES[sender]} has`);
    case "missing":
      return isError(evidence, "NOT_FOUND") ? [] : wrongKind(evidence, "code 5 (NOT_FOUND)");
    case "refused":
      return isError(evidence, "UNAUTHENTICATED") ? [] : wrongKind(evidence, "code 16 (UNAUTHENTICATED)");
  }
}

function otherValue(evidence: Evidence, expected: Uint8Array, whose: string): readonly Violation[] {
  const { outcome } = evidence;
  if (outcome.kind !== "success") return wrongKind(evidence, `the value ${whose}`);
  const value = outcome.metadata?.value;
  if (value !== undefined && Buffer.compare(value, expected) === 0) return [];
  const actual = value === undefined ? "no value" : `${String(value.length)} other bytes`;
  const seen = value === undefined ? "absent" : "other bytes";
  return violation(POINTERS.value, `the ${String(expected.length)} bytes ${whose}`, actual, seen);
}

const NAMES: Readonly<Record<ScenarioAnswer["sender"], string>> = {
  subject: "user",
  other: "other user",
  revocable: "user",
};

function isError({ outcome }: Evidence, code: CodeName): boolean {
  return outcome.kind === "error" && outcome.code === codeNumber(code);
}

function wrongKind(evidence: Evidence, expected: string): readonly Violation[] {
  return violation(statusPlace(evidence), expected, describe(evidence), classOf(evidence));
}
