import type { Grade } from "../../src/contract/grade.ts";
import type { Answer } from "../../src/drift/baseline.ts";

/** What is in one of two answers. */
export type Side = Pick<Answer, "observations" | "second">;
/** Where two answers differ, what the one row says of it, and what is in the old and in the new answer. */
export interface Sample {
  readonly rule: string;
  readonly grade: Grade;
  readonly place: string;
  readonly says: string;
  readonly old: Side;
  readonly now: Side;
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
