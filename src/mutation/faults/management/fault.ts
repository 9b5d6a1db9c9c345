import type { Behaviour } from "../../../servers/reference/behaviour.ts";
import type { State } from "../../../servers/reference/state.ts";

/**
 * One wrong behaviour of the operations that a run provisions with. It names no requirement, as none is about them: it is
 * there for tests of what must go on when the vendor's server does not do as it was told.
 */
export interface ManagementFault {
  /** Stable: `group/what goes wrong`. */
  readonly id: string;
  /** What an unlucky vendor did. */
  readonly statement: string;
  /** Makes the behaviour for one server, of which it may count the requests, and whose reads it may make lag. */
  readonly make: (state: State) => Behaviour;
}
