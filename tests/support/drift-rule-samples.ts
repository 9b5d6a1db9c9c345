import type { Grade } from "../../src/contract/grade.ts";
import type { Answer } from "../../src/drift/baseline.ts";

/** Content of one of two answers. */
export type Side = Pick<Answer, "observations" | "second">;
/** Where two answers differ, the text of the one row, and the content of the old and the new answer. */
export interface Sample {
  readonly rule: string;
  readonly grade: Grade;
  readonly place: string;
  readonly says: string;
  readonly old: Side;
  readonly now: Side;
  /** Rule of the row beside it, without which the rule does not apply. */
  readonly beside?: string;
}
/** A sample that a rule with a condition just misses, and the rule that grades it. */
export interface Missed extends Sample {
  readonly missed: string;
}

/** Places of a stored key, a missing one, bad credentials and a preflight. */
export const STORED = "success/text rest";
export const MISSING = "missing-key/nobody rest";
export const CREDENTIALS = "bad-token/garbage rest";
export const PREFLIGHT = "wire/preflight-rest rest";
