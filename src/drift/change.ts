import type { Transport } from "../contract/transport.ts";
import type { RequestClass } from "./request-class.ts";

/** The observation under which a change of outcome, status or code is told: everything else in the answer follows from it. */
export const ANSWER = "answer";

/** What became of the requirements that a case judges: none violated anew, one mended, or one violated anew. */
export type VerdictChange = "same" | "mended" | "broken";

/** One observation that differs in one place. */
export interface Change {
  readonly case: string;
  readonly transport: Transport;
  /** Name of the observation, without the prefix of a second answer. */
  readonly observation: string;
  readonly kind: "added" | "removed" | "changed";
  /** `absent` when there is none. */
  readonly old: string;
  readonly new: string;
  readonly asks: RequestClass;
  /** True when the documents leave the choice between several answers here. */
  readonly choice: boolean;
  readonly judged: VerdictChange;
}
