import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { requirement, type CatalogueRequirement } from "../contract/requirements/index.ts";
import type { Row } from "./result.ts";

/** The requirements that a case exercises on a transport. */
export function requirementsOn(testCase: Case, transport: Transport): CatalogueRequirement[] {
  return testCase.requirements.map(requirement).filter(({ transports }) => transports.includes(transport));
}

/** Rows that were not judged, each with the same reason. */
export function unjudged(testCase: Case, transport: Transport, verdict: "skipped" | "blocked", reason: string): Row[] {
  return requirementsOn(testCase, transport).map(({ id, level }) => ({
    case: testCase.id,
    requirement: id,
    level,
    transport,
    verdict,
    violations: [],
    reason,
  }));
}
