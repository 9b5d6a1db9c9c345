import type { RequirementId } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";
import type { Grade } from "../contract/grade.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";

/** One named wrong behaviour that the reference server can be told to have. */
export interface Fault {
  /** Stable: `group/what went wrong`. */
  readonly id: string;
  /** What an unlucky vendor did. */
  readonly statement: string;
  /** Who reported it, where a release of the vendor had it. */
  readonly source?: string;
  /** The requirement that must notice it, on each of the transports. */
  readonly requirement: RequirementId;
  readonly transports: readonly Transport[];
  readonly behaviour: Behaviour;
  readonly grade: Grade;
  /** Its answers depend on earlier requests, or a request changes what is stored: every test is run against it. */
  readonly remembers?: true;
}

/** One way of answering otherwise that keeps every promise: no verdict may come of it but pass. */
export interface Variation {
  readonly id: string;
  readonly statement: string;
  readonly behaviour: Behaviour;
  readonly grade: Exclude<Grade, "breaking">;
}
