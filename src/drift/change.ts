import type { Transport } from "../contract/transport.ts";
import type { Difference } from "./observation.ts";
import type { RequestClass } from "./request-class.ts";

/** Change in the requirements of a case: none newly violated, one fixed, or one newly violated. */
export type VerdictChange = "same" | "fixed" | "broken";

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
  /** True when the old side was wrong and the new one is not, as this case or another one shows. */
  readonly isFixed: boolean;
  readonly difference: Difference;
}
