import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { CASES } from "./index.ts";

/** One case over one transport. */
export interface Test {
  readonly testCase: Case;
  readonly transport: Transport;
}

/** These cases over every transport that they are for, in the order of the cases. */
export function testsOf(cases: readonly Case[]): readonly Test[] {
  return cases.flatMap((testCase) => testCase.transports.map((transport) => ({ testCase, transport })));
}

/** Every test of the suite, a user's own among them. */
export function allTests(): readonly Test[] {
  return testsOf(CASES);
}
