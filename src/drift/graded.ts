import { byPlace, type Comparable } from "./baseline.ts";
import type { Change } from "./change.ts";
import { deploymentFinder } from "./deployment.ts";
import { differences } from "./differences.ts";
import { fixFinder } from "./fixed.ts";
import { pagesFinder } from "./pages.ts";
import { ruleFor } from "./rules.ts";
import type { Rule } from "./rules/rule.ts";

/** A change, and the rule that grades it. */
export interface Graded {
  readonly change: Change;
  readonly rule: Rule;
}

/** Every change from one baseline to another, but in what is noise, and what only their deployments differ in. */
export function gradedChanges(old: Comparable, now: Comparable, noise: ReadonlySet<string>): readonly Graded[] {
  const before = byPlace(old.answers);
  const after = byPlace(now.answers);
  const changes = [...before].flatMap(([place, answer]) => {
    const other = after.get(place);
    // What a mutant does not touch is the same answer, which needs no look.
    return other === undefined || other === answer ? [] : differences(answer, other, noise);
  });
  const isFixed = fixFinder(changes, before, after);
  const isOfDeployment = deploymentFinder(old, now);
  const isForPages = pagesFinder(old.answers, now.answers);
  return changes
    .filter((change) => !isOfDeployment(change))
    .map((change) => ({ ...change, isFixed: isFixed(change), isForPages: isForPages(change) }))
    .map((change) => ({ change, rule: ruleFor(change) }));
}
