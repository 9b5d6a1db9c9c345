import type { Grade } from "../../contract/grade.ts";
import type { RequestClass } from "../request-class.ts";
import type { Change } from "../change.ts";

/** One numbered sentence that grades a kind of change; the first that fits decides. */
export interface Rule {
  /** Opaque and stable: never reused, never given another meaning. */
  readonly id: string;
  readonly grade: Grade;
  readonly sentence: string;
  /** The observations that it is for. */
  readonly observations: RegExp;
  /** The kinds of change that it is for; all of them when absent. */
  readonly kinds?: readonly Change["kind"][];
  /** What the case asks for; anything when absent. */
  readonly asks?: readonly RequestClass[];
  /** What else must hold. */
  readonly when?: (change: Change) => boolean;
}
