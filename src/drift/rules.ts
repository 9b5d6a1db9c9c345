import type { Change } from "./change.ts";
import { ANSWER_RULES } from "./rules/answer.ts";
import { CONTENT_RULES } from "./rules/content.ts";
import { HEADER_RULES } from "./rules/headers.ts";
import { RPC_RULES } from "./rules/rpc.ts";
import { INTERMEDIARY_RULES } from "./rules/intermediaries.ts";
import { isFor, rule, type Rule } from "./rules/rule.ts";
import { VERDICT_CHANGE_RULES } from "./rules/verdict-change.ts";

/**
 * Every rule; the first match decides. The last rule for each kind has no condition, so that every change is graded.
 */
export const RULES: readonly Rule[] = [
  ...ANSWER_RULES,
  ...INTERMEDIARY_RULES,
  ...CONTENT_RULES,
  ...RPC_RULES,
  ...HEADER_RULES,
  ...VERDICT_CHANGE_RULES,
  rule({
    id: "DRIFT-9999",
    slug: "unknown-observation-changed",
    grade: "risky",
    statement: "Something that only another version of this suite observes changed.",
    kinds: ["unknown"],
  }),
];

/** Rules of what was wrong and is right. */
const FIXES = RULES.filter(({ slug }) => slug === "answer-fixed" || slug === "violating-part-fixed");

/** Slugs of the rules that say that something was fixed. */
export const FIX_SLUGS: readonly string[] = [
  ...FIXES.map(({ slug }) => slug),
  ...["answer-complete-again", "malformed-challenge-removed", "violation-fixed", "relation-restored"],
];

/** The rule that grades a change. What is fixed is named as a fix, whatever another rule would call it. */
export function ruleFor(change: Change): Rule {
  const found = RULES.find((each) => fits(each, change));
  if (found === undefined) throw new Error(`No rule grades the kind ${change.difference.kind}`);
  return change.isFixed ? (FIXES.find((each) => fits(each, change)) ?? found) : found;
}

function fits(rule: Rule, change: Change): boolean {
  return isFor(rule, change) && (rule.when?.(change.difference, change) ?? true);
}
