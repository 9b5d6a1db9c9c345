import type { Change } from "./change.ts";
import { ANSWER_RULES } from "./rules/answer.ts";
import { CONTENT_RULES } from "./rules/content.ts";
import { HEADER_RULES } from "./rules/headers.ts";
import { RPC_RULES } from "./rules/rpc.ts";
import { isFor, rule, type Rule } from "./rules/rule.ts";
import { VERDICT_CHANGE_RULES } from "./rules/verdict-change.ts";

/** Every rule, the first that fits decides. The last rule for each kind takes whatever is left, so that nothing is lost. */
export const RULES: readonly Rule[] = [
  ...ANSWER_RULES,
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

/** The rule that grades a change. */
export function ruleFor(change: Change): Rule {
  const found = RULES.find((each) => isFor(each, change) && (each.when?.(change.difference, change) ?? true));
  if (found === undefined) throw new Error(`No rule grades the kind ${change.difference.kind}`);
  return found;
}
