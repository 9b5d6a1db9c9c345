import type { Behaviour } from "../../servers/reference/behaviour.ts";

/** A variation before it has its id. It is cosmetic unless it says that it is compatible. */
export interface VariationEntry {
  readonly name: string;
  readonly statement: string;
  readonly behaviour: Behaviour;
  readonly grade?: "compatible";
}
