import type { Grade } from "../../contract/grade.ts";
import type { Change, Transition } from "../change.ts";
import type { Difference, ObservationKind } from "../observation.ts";
import type { RequestClass } from "../request-class.ts";

/** What every rule says, whether of behaviour or of a contract. */
export interface RuleHead {
  /** Opaque and stable: never reused, never given another meaning. */
  readonly id: string;
  /** A readable name, unique as well. */
  readonly slug: string;
  readonly grade: Grade;
  readonly statement: string;
}

interface Conditions<Kind extends ObservationKind> extends RuleHead {
  /** The kinds of observations that it is for. */
  readonly kinds: readonly Kind[];
  /** The transitions that it is for; all of them when absent. */
  readonly transitions?: readonly Transition[];
  /** The classes of requests that it is for; all of them when absent. */
  readonly requestClasses?: readonly RequestClass[];
  /** What else must hold. */
  readonly when?: (difference: Difference<Kind>, change: Change) => boolean;
}

/** One numbered sentence that grades a kind of change; the first that fits decides. */
export type Rule = Conditions<ObservationKind>;

/** A rule whose condition knows the kinds of observations that it is for. */
export function rule<Kind extends ObservationKind>(conditions: Conditions<Kind>): Rule {
  const { when, ...rest } = conditions;
  if (when === undefined) return rest;
  return { ...rest, when: (difference, change) => isOf(difference, conditions.kinds) && when(difference, change) };
}

function isOf<Kind extends ObservationKind>(
  difference: Difference,
  kinds: readonly Kind[],
): difference is Difference<Kind> {
  return (kinds as readonly ObservationKind[]).includes(difference.kind);
}

/** True when a rule is for this kind of change; its condition may still keep it from it. */
export function isFor({ kinds, transitions, requestClasses }: Rule, change: Change): boolean {
  return (
    kinds.includes(change.difference.kind) &&
    (transitions?.includes(change.transition) ?? true) &&
    (requestClasses?.includes(change.requestClass) ?? true)
  );
}
