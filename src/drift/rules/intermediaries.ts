import { differsOnTheWay, isAddedOnTheWay, tellsLimit } from "../intermediaries.ts";
import { rule, type Rule } from "./rule.ts";

/** What stands between client and server. */
export const INTERMEDIARY_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0514",
    slug: "field-of-the-way-changed",
    grade: "cosmetic",
    statement: "A field that proxies, load balancers and tracers add is new or gone.",
    kinds: ["header"],
    when: ({ name, old, new: now }, { transition }) =>
      isAddedOnTheWay(name) || (transition === "removed" && tellsLimit(name)) || differsOnTheWay(name, old, now),
  }),
  rule({
    id: "DRIFT-0409",
    slug: "trailer-of-the-way-changed",
    grade: "cosmetic",
    statement: "A trailer that proxies and tracers add is new or gone.",
    kinds: ["trailer"],
    when: ({ name }) => isAddedOnTheWay(name),
  }),
];
