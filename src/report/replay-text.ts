import { requirement } from "../contract/requirements/index.ts";
import type { Row } from "../runner/result.ts";
import type { StoredFailure } from "../runner/stored-failure.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { failureText, type FailureContext } from "./failure-text.ts";

/** What became of a stored failure. */
export interface Replayed {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/**
 * The outcome of repeating a failure: FIXED (0) where the requirement is kept, STILL FAILING (1) where it is violated,
 * also in another way or as a listed deviation, and BLOCKED (2) where nothing was judged.
 */
export function replayed(failure: StoredFailure, row: Row, context: FailureContext): Replayed {
  switch (row.verdict) {
    case "pass":
      return { code: 0, text: [`FIXED ${headOf(failure)}`, ...wasLines(failure), at(context.descriptor)].join("\n") };
    case "fail":
    case "stale":
    case "deviation":
    case "known":
      return { code: 1, text: `STILL FAILING ${headOf(failure)}\n\n${failureText(row, context)}` };
    default:
      return replayBlocked(failure, context.redactor.text(row.reason ?? "no reason was given"));
  }
}

/** The outcome where the failure could not be repeated, or its answer leaves nothing to judge. */
export function replayBlocked(failure: StoredFailure, sentence: string): Replayed {
  return { code: 2, text: `BLOCKED ${headOf(failure)}\n  ${"reason".padEnd(10)}${sentence}` };
}

function headOf({ id, requirement: required, transport, case: testCase }: StoredFailure): string {
  const name = typeof testCase === "string" ? testCase : testCase.id;
  return `${id}  ${required} ${transport} ${name}: ${requirement(required).statement}`;
}

function wasLines({ violations }: StoredFailure): string[] {
  return violations.map(({ actual, where }) => `  ${"was".padEnd(10)}${actual}  at ${where}`);
}

function at({ kind, vendorVersion, baseUrl }: TargetDescriptor): string {
  return `  ${"target".padEnd(10)}${[kind, vendorVersion].filter(Boolean).join(" ")} at ${baseUrl}`;
}
