import type { Grade } from "../contract/grade.ts";
import type { Place } from "./baseline.ts";
import type { ContractDifference } from "./contract/difference.ts";
import type { Difference } from "./observation.ts";

/** What a row of either source says: one difference between two baselines, once however many places it shows in. */
interface RowHead {
  /** Id of the rule that graded it: opaque and stable, such as `DRIFT-0101`. */
  readonly rule: string;
  /** The rule's readable name, such as `success-became-error`. */
  readonly slug: string;
  readonly grade: Grade;
  /** The rule in a sentence. */
  readonly statement: string;
  /** The stable name of what differs, by which it can be accepted: `answer to a missing key`. */
  readonly subject: string;
}

/** A difference in what is answered. */
export interface BehaviourRow extends RowHead {
  readonly source: "behaviour";
  readonly difference: Difference;
  /** True when the sides differ from key to key, so that `difference` is an example. */
  readonly varies: boolean;
  /** Where it shows, sorted. */
  readonly places: readonly Place[];
}

/** A difference in what is published: the OpenAPI document, or protobuf messages. */
export interface ContractRow extends RowHead {
  readonly source: "contract";
  readonly difference: ContractDifference;
  /** Where it shows, sorted: JSON pointers or names of messages. */
  readonly places: readonly string[];
}

/** One difference between two baselines. */
export type DriftRow = BehaviourRow | ContractRow;
