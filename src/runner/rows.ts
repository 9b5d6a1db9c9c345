import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { requirement, type KnownRequirement } from "../contract/requirements/index.ts";
import type { Row } from "./result.ts";

/** The requirements of each case by transport: a fuzzer or a fault asks for them thousands of times. */
const FOUND = new WeakMap<Case, Partial<Record<Transport, readonly KnownRequirement[]>>>();

/** The requirements that a case exercises on a transport. */
export function requirementsOn(testCase: Case, transport: Transport): readonly KnownRequirement[] {
  const found = FOUND.get(testCase) ?? {};
  FOUND.set(testCase, found);
  return (found[transport] ??= testCase.requirements
    .map(requirement)
    .filter(({ transports }) => transports.includes(transport)));
}

/** Verdicts of what was not judged. */
export type Unjudged = "inapplicable" | "skipped" | "blocked";

/** Rows that were not judged, each with the same reason. */
export function unjudged(testCase: Case, transport: Transport, verdict: Unjudged, reason: string): Row[] {
  return requirementsOn(testCase, transport).map((required) =>
    unjudgedRow(required, { testCase, transport }, verdict, reason),
  );
}

/** One of them. */
export function unjudgedRow(
  { id: requirement, level }: KnownRequirement,
  { testCase, transport }: { readonly testCase: Case; readonly transport: Transport },
  verdict: Unjudged,
  reason: string,
): Row {
  return { case: testCase.id, requirement, level, transport, verdict, violations: [], reason };
}
