import type { Transport } from "../contract/transport.ts";
import type { Grade } from "../contract/grade.ts";
import type { Difference, Observation } from "./observation.ts";
import type { RequestClass } from "./request-class.ts";

/** Change in the requirements of a case: none newly violated, one fixed, or one newly violated. */
type VerdictChange = "same" | "fixed" | "broken";

/** Whether an observation is new, gone, or has another value. */
export type Transition = "added" | "removed" | "changed";

/** One observation that differs in one place, with the context for the rules. */
export interface Change {
  readonly case: string;
  readonly transport: Transport;
  readonly transition: Transition;
  readonly requestClass: RequestClass;
  /** True when the documents permit several answers here. */
  readonly hasPermittedAlternative: boolean;
  readonly verdictChange: VerdictChange;
  /** The gravest of the requirements that are newly violated, by what it costs clients; undefined without one. */
  readonly newlyViolated: Grade | undefined;
  /** Where something was violated that no longer is, such as `www-authenticate`. */
  readonly fixedPlaces: readonly string[];
  /** False for a field for pages where none asks, and where only pages are told. Known only from all answers together. */
  readonly isForPages: boolean;
  /** All of the new answer to this request. */
  readonly now: readonly Observation[];
  /** True when the old side was wrong and the new one is not, as this case or another one shows. */
  readonly isFixed: boolean;
  readonly difference: Difference;
}
