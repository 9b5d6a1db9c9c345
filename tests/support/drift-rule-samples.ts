import type { Grade } from "../../src/contract/grade.ts";
import type { Observations } from "../../src/drift/baseline.ts";

/** Where two answers differ, what the one row says of it, and what is in the old and in the new answer. */
export type Sample = readonly [place: string, says: string, old: Observations, now: Observations];
/** A sample, and the rule that grades it. */
export type Graded = readonly [rule: string, grade: Grade, ...Sample];
/** A sample that a rule with a condition just misses, and the rule that grades it. */
export type Missed = readonly [missed: string, ...Graded];

/** Places of a stored key, a missing one, bad credentials and a preflight. */
export const STORED = "success/text rest";
export const MISSING = "missing-key/nobody rest";
export const CREDENTIALS = "bad-token/garbage rest";
export const PREFLIGHT = "wire/preflight-rest rest";
