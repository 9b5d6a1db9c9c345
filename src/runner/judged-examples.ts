import type { Case, Expectation } from "../contract/case.ts";
import type { RequirementId } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

/** Why no answer of the target to a case can be judged, or undefined when it can. */
export function whyNoEvidence(
  { capabilities: { judges } }: TargetDescriptor,
  testCase: Case,
  transport: Transport,
): string | undefined {
  if (judges === "everything") return undefined;
  return judges.cases[testCase.id]?.transports.includes(transport) === true ? undefined : judges.otherCases;
}

/** Why the target's answer to a case is no evidence for a requirement, or undefined when it is. */
export function whyNoEvidenceFor(
  requirement: RequirementId,
  { capabilities: { judges } }: TargetDescriptor,
  testCase: Case,
): string | undefined {
  if (judges === "everything") return undefined;
  return judges.cases[testCase.id]?.requirements.includes(requirement) === true ? undefined : judges.otherRequirements;
}

/** What the target answers in place of every error, or undefined when a case's own expectation holds. */
export function refusalOf({ capabilities: { judges } }: TargetDescriptor): Expectation | undefined {
  return judges === "everything" ? undefined : judges.refusal;
}

/** Fields that make the target answer as the case needs. */
export function exampleHeaders(
  { capabilities: { judges } }: TargetDescriptor,
  testCase: Case,
): Readonly<Record<string, string>> | undefined {
  return judges === "everything" ? undefined : judges.cases[testCase.id]?.headers;
}
