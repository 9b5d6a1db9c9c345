import type { Grade } from "../contract/grade.ts";
import type { Place } from "./baseline.ts";
import type { ContractDifference } from "./contract/difference.ts";
import type { Difference } from "./observation.ts";

/** The common part of a row: one difference between two baselines, once for all its places. */
interface RowHead {
  /** Id of the rule that graded it: opaque and stable, such as `DRIFT-0101`. */
  readonly rule: string;
  /** The rule's readable name, such as `success-became-error`. */
  readonly slug: string;
  readonly grade: Grade;
  /** The rule's statement. */
  readonly statement: string;
  /** The stable name of what differs, used to accept it: `answer to a missing key`. */
  readonly subject: string;
}

/** A difference in answers. */
export interface BehaviourRow extends RowHead {
  readonly source: "behaviour";
  readonly difference: Difference;
  /** True when the values differ from key to key, so that `difference` is an example. */
  readonly varies: boolean;
  /** Its places, sorted. */
  readonly places: readonly Place[];
}

/** A difference in a published contract: the OpenAPI document or protobuf messages. */
export interface ContractRow extends RowHead {
  readonly source: "contract";
  readonly difference: ContractDifference;
  /** Its places, sorted: JSON pointers or names of messages. */
  readonly places: readonly string[];
}

/** One difference between two baselines. */
export type DriftRow = BehaviourRow | ContractRow;
