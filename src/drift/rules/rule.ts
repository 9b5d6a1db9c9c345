import type { Grade } from "../../contract/grade.ts";
import type { Change, Transition } from "../change.ts";
import type { Difference, ObservationKind } from "../observation.ts";
import type { RequestClass } from "../request-class.ts";

/** Common part of rules on behaviour and on contracts. */
export interface RuleHead {
  /** Opaque and stable: never reused, never given another meaning. */
  readonly id: string;
  /** A readable name, also unique. */
  readonly slug: string;
  readonly grade: Grade;
  readonly statement: string;
}

interface Conditions<Kind extends ObservationKind> extends RuleHead {
  /** Kinds of observations that it applies to. */
  readonly kinds: readonly Kind[];
  /** Transitions that it applies to; all when absent. */
  readonly transitions?: readonly Transition[];
  /** Request classes that it applies to; all when absent. */
  readonly requestClasses?: readonly RequestClass[];
  /** Further condition. */
  readonly when?: (difference: Difference<Kind>, change: Change) => boolean;
}

/** One rule that grades a kind of change; the first match decides. */
export type Rule = Conditions<ObservationKind>;

/** A rule whose condition is typed by its kinds of observations. */
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

/** True when a rule applies to this kind of change; its condition may still exclude it. */
export function isFor({ kinds, transitions, requestClasses }: Rule, change: Change): boolean {
  return (
    kinds.includes(change.difference.kind) &&
    (transitions?.includes(change.transition) ?? true) &&
    (requestClasses?.includes(change.requestClass) ?? true)
  );
}
