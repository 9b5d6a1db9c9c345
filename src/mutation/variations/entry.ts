import type { Behaviour } from "../../servers/reference/behaviour.ts";

/** A variation before it has its id. An upgrade to it is cosmetic unless it says more: a promise is not all that clients rely on. */
export interface VariationEntry {
  readonly name: string;
  readonly statement: string;
  readonly behaviour: Behaviour;
  readonly grade?: "compatible" | "risky";
}
