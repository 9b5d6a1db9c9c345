import { isAllowing, isRefusal } from "./answer-kinds.ts";
import { rule, type Rule } from "./rule.ts";

/** Requests of which little is promised: OPTIONS, preflights, and what no document names. */
export const UNPROMISED_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0117",
    slug: "options-answered-otherwise",
    grade: "cosmetic",
    statement: "OPTIONS is answered with another successful status, which clients take alike (RFC 9110 §15).",
    kinds: ["answer"],
    requestClasses: ["options"],
    when: ({ old, new: now }) => isAllowing(old) && isAllowing(now),
  }),
  rule({
    id: "DRIFT-0118",
    slug: "options-refused",
    grade: "risky",
    statement: "OPTIONS, which a server need not support (RFC 9110 §9.1), is no longer answered.",
    kinds: ["answer"],
    requestClasses: ["options"],
    when: ({ old, new: now }) => isAllowing(old) && isRefusal(now),
  }),
  rule({
    id: "DRIFT-0112",
    slug: "unusual-request-answered-differently",
    grade: "risky",
    statement: "A request for which nothing is promised is answered differently.",
    kinds: ["answer"],
    requestClasses: ["options", "open"],
    when: (_, { newlyViolated }) => newlyViolated !== "breaking",
  }),
  rule({
    id: "DRIFT-0115",
    slug: "preflight-allowed-otherwise",
    grade: "cosmetic",
    statement: "A preflight is allowed with another successful status, which browsers take alike.",
    kinds: ["answer"],
    requestClasses: ["preflight"],
    when: ({ old, new: now }, { verdictChange }) => verdictChange === "same" && isAllowing(old) && isAllowing(now),
  }),
];
