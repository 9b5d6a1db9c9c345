import type { Expectation } from "../contract/case.ts";
import type { RequirementId } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";

/** What the answers of a mock are evidence of. */
export interface JudgedExamples {
  /** By case id. */
  readonly cases: Readonly<Record<string, JudgedExample>>;
  /** Why any other case is skipped. */
  readonly otherCases: string;
  /** Why any other requirement of a case is skipped. */
  readonly otherRequirements: string;
  /** What the mock answers where a case expects an error. */
  readonly refusal: Expectation;
}

/** What the answer to one case is evidence of. */
export interface JudgedExample {
  readonly transports: readonly Transport[];
  readonly requirements: readonly RequirementId[];
  /** Header fields that make the mock answer as the case needs. */
  readonly headers?: Readonly<Record<string, string>>;
}
