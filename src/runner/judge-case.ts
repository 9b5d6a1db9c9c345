import type { KnownRequirement } from "../contract/requirements/index.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { whyOfCache, withoutCached } from "./front/cached.ts";
import { judge, type CheckInputs } from "./judge.ts";
import { whyNoEvidenceFor } from "./judged-examples.ts";
import type { KnownDeviations } from "./known-deviations.ts";
import type { Row, Verdict } from "./result.ts";
import { requirementsOn, unjudgedRow } from "./rows.ts";

/** What answers are judged by, beside the requirements. */
export interface JudgeContext {
  readonly known: KnownDeviations;
  readonly descriptor: TargetDescriptor;
}

/** Verdicts that say that the vendor does not do what it must. */
const AGAINST_VENDOR: readonly Verdict[] = ["fail", "deviation", "stale"];

/** A row for each requirement of the case that was answered. */
export function judgeCase(inputs: CheckInputs, context: JudgeContext): Row[] {
  const [input] = inputs;
  return requirementsOn(input.testCase, input.transport).map((required) => {
    const reason = whyNoEvidenceFor(required.id, context.descriptor, input.testCase);
    return reason === undefined
      ? judgeWithoutCaches(required, inputs, context)
      : unjudgedRow(required, input, "skipped", reason);
  });
}

/** What a cache answered is not held against the vendor; what is wrong without it is. */
function judgeWithoutCaches(required: KnownRequirement, inputs: CheckInputs, { known, descriptor }: JudgeContext): Row {
  const row = judge(required, inputs, known);
  if (descriptor.capabilities.isEmbedded || !AGAINST_VENDOR.includes(row.verdict)) return row;
  const [reason] = inputs.flatMap((input) => whyOfCache(required.id, input, descriptor) ?? []);
  if (reason === undefined) return row;
  const [first, ...others] = inputs.flatMap((input) => withoutCached(input, descriptor) ?? []);
  const rest = first === undefined ? undefined : judge(required, [first, ...others], known);
  return rest?.verdict === row.verdict ? rest : unjudgedRow(required, inputs[0], "blocked", reason);
}
