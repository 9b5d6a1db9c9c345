import type { Case } from "../contract/case.ts";
import type { KnownRequirement } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { whyOfCache, withoutCached } from "./front/cached.ts";
import { judge, type CheckInputs } from "./judge.ts";
import { whyNoEvidenceFor } from "./judged-examples.ts";
import type { KnownDeviations } from "./known-deviations.ts";
import type { Row, Verdict } from "./result.ts";
import { requirementsOn, type Unjudged } from "./rows.ts";

/** What answers are judged by, beside the requirements. */
export interface JudgeContext {
  readonly known: KnownDeviations;
  readonly descriptor: TargetDescriptor;
}

/** Verdicts that say that the vendor does not do what it must. */
const AGAINST_VENDOR: readonly Verdict[] = ["fail", "deviation", "stale"];

/** A row for each requirement of a case over a transport. */
export function judgeCase(
  testCase: Case,
  transport: Transport,
  inputs: CheckInputs,
  { known, descriptor }: JudgeContext,
): Row[] {
  const unjudgedRow = ({ id, level }: KnownRequirement, verdict: Unjudged, reason: string): Row => {
    return { case: testCase.id, requirement: id, level, transport, verdict, violations: [], reason };
  };
  return requirementsOn(testCase, transport).map((required) => {
    const reason = whyNoEvidenceFor(required.id, descriptor, testCase);
    if (reason !== undefined) return unjudgedRow(required, "skipped", reason);
    const judged = judgeWithoutCaches(required, inputs, { known, descriptor });
    return "blockedBy" in judged ? unjudgedRow(required, "blocked", judged.blockedBy) : judged;
  });
}

/** What a cache answered is not held against the vendor; what is wrong without it is. */
function judgeWithoutCaches(
  required: KnownRequirement,
  inputs: CheckInputs,
  { known, descriptor }: JudgeContext,
): Row | { readonly blockedBy: string } {
  const row = judge(required, inputs, known);
  if (descriptor.capabilities.isEmbedded || !AGAINST_VENDOR.includes(row.verdict)) return row;
  const [blockedBy] = inputs.flatMap((input) => whyOfCache(required.id, input, descriptor) ?? []);
  if (blockedBy === undefined) return row;
  const [first, ...others] = inputs.flatMap((input) => withoutCached(input, descriptor) ?? []);
  const rest = first === undefined ? undefined : judge(required, [first, ...others], known);
  return rest?.verdict === row.verdict ? rest : { blockedBy };
}
