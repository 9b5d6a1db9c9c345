import type { Change } from "./change.ts";
import { ANSWER_RULES } from "./rules/answer.ts";
import { CONTENT_RULES } from "./rules/content.ts";
import { RPC_RULES } from "./rules/rpc.ts";
import { HEADER_RULES } from "./rules/headers.ts";
import { VERDICT_CHANGE_RULES } from "./rules/verdict-change.ts";
import type { Rule } from "./rules/rule.ts";

/** Every rule, the first that fits decides. The last one takes whatever is left, so that nothing is lost. */
export const RULES: readonly Rule[] = [
  ...ANSWER_RULES,
  ...CONTENT_RULES,
  ...RPC_RULES,
  ...HEADER_RULES,
  ...VERDICT_CHANGE_RULES,
  { id: "DRIFT-9999", grade: "risky", sentence: "Something else is not as it was.", observations: /^/ },
];

/** The rule that grades a change. */
export function ruleFor(change: Change): Rule {
  const found = RULES.find(
    ({ observations, kinds, asks, when }) =>
      observations.test(change.observation) &&
      (kinds?.includes(change.kind) ?? true) &&
      (asks?.includes(change.asks) ?? true) &&
      (when?.(change) ?? true),
  );
  if (found === undefined) throw new Error(`No rule grades ${change.observation}`);
  return found;
}
