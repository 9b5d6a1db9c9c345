import type { Grade } from "../contract/grade.ts";

/** One difference between two baselines, told once however many places it shows in. */
export interface DriftRow {
  /** Id of the rule that graded it: opaque and stable, such as `DRIFT-0101`. */
  readonly rule: string;
  readonly grade: Grade;
  /** What differs, in a few words that a person would use: `status of a missing key`. */
  readonly subject: string;
  /** What the old baseline has, `absent` when it has nothing. */
  readonly old: string;
  /** What the new one has, `absent` when it has nothing. */
  readonly new: string;
  /** Where it shows, sorted: `case transport` for behaviour, a JSON pointer or a message's name for the contract. */
  readonly places: readonly string[];
}
