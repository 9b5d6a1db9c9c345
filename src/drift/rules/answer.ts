import { REFUSED_RULES } from "./answer-refused.ts";
import { SERVED_RULES } from "./answer-served.ts";
import { UNPROMISED_RULES } from "./answer-unpromised.ts";
import { rule, type Rule } from "./rule.ts";

/** The kind of answer: outcome, status and code together. The first rule that fits decides, so that the order counts. */
export const ANSWER_RULES: readonly Rule[] = [
  ...SERVED_RULES,
  ...REFUSED_RULES,
  ...UNPROMISED_RULES,
  rule({
    id: "DRIFT-0199",
    slug: "answer-changed",
    grade: "breaking",
    statement: "The outcome, status or code of the answer changed.",
    kinds: ["answer"],
  }),
];
