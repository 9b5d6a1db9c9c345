import { requirement } from "../contract/requirements/index.ts";
import type { Row, Verdict } from "../runner/result.ts";
import type { StoredFailure } from "../runner/stored-failure.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { failureText, type FailureContext } from "./failure-text.ts";
import { counted } from "./counted.ts";

/** What became of a stored failure. */
export interface Replayed {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/** One repetition: the row of the requirement, and what a text about it needs. */
export interface Repetition {
  readonly row: Row;
  readonly context: FailureContext;
}

/**
 * The outcome of repeating a failure several times: STILL FAILING (1) where any repetition violates the requirement, also
 * in another way or as a listed deviation; else BLOCKED (2) where one judged nothing; FIXED (0) where every one keeps it.
 */
export function replayed(
  failure: StoredFailure,
  repetitions: readonly Repetition[],
  target: TargetDescriptor,
): Replayed {
  const failed = repetitions.filter(({ row }) => FAILED.includes(row.verdict));
  const [worst] = failed;
  if (worst !== undefined) {
    const answered = repetitions.filter(({ row }) => !isUnanswered(row.verdict));
    const seen = line("seen", `${String(failed.length)} of ${counted(answered.length, "time")}`);
    const text = failureText(worst.row, worst.context);
    return { code: 1, text: [`STILL FAILING ${headOf(failure)}`, seen, "", text].join("\n") };
  }
  const unjudged = repetitions.find(({ row }) => row.verdict !== "pass");
  if (unjudged !== undefined) {
    return replayBlocked(failure, unjudged.context.redactor.text(unjudged.row.reason ?? "no reason was given"));
  }
  const seen = line("seen", `not once in ${counted(repetitions.length, "time")}`);
  return { code: 0, text: [`FIXED ${headOf(failure)}`, ...wasLines(failure), seen, at(target)].join("\n") };
}

/** True for a repetition without an answer to judge: the next one would fare no better. */
export function isUnanswered(verdict: Verdict): boolean {
  return verdict === "blocked" || verdict === "skipped";
}

/** Verdicts of an answer that violates the requirement. */
const FAILED: readonly Verdict[] = ["fail", "stale", "deviation", "known"];

/** The outcome where the failure could not be repeated, or its answer leaves nothing to judge. */
export function replayBlocked(failure: StoredFailure, sentence: string): Replayed {
  return { code: 2, text: `BLOCKED ${headOf(failure)}\n${line("reason", sentence)}` };
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(10)}${text}`;
}

function headOf({ id, requirement: required, transport, case: testCase }: StoredFailure): string {
  const name = typeof testCase === "string" ? testCase : testCase.id;
  return `${id}  ${required} ${transport} ${name}: ${requirement(required).statement}`;
}

function wasLines({ violations }: StoredFailure): string[] {
  return violations.map(({ actual, where }) => line("was", `${actual}  at ${where}`));
}

function at({ kind, vendorVersion, baseUrl }: TargetDescriptor): string {
  return line("target", `${[kind, vendorVersion].filter(Boolean).join(" ")} at ${baseUrl}`);
}
