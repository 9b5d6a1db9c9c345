import { changesEntry, isGrave, isRedirect, isServerFault, isStillRefused } from "./answer-kinds.ts";
import { rule, type Rule } from "./rule.ts";

/** Requests that are refused, as before, and in another way. */
export const REFUSED_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0107",
    slug: "malformed-call-answered-differently",
    grade: "risky",
    statement: "A malformed call, which no sound client sends, is answered differently.",
    kinds: ["answer"],
    requestClasses: ["malformed"],
  }),
  rule({
    id: "DRIFT-0113",
    slug: "unusual-request-became-server-fault",
    grade: "breaking",
    statement: "A request for which nothing is promised now fails with a server fault.",
    kinds: ["answer"],
    requestClasses: ["options", "open"],
    when: ({ old, new: now }) => isServerFault(now) && !isServerFault(old),
  }),
  rule({
    id: "DRIFT-0108",
    slug: "permitted-alternative-changed",
    grade: "compatible",
    statement: "The request is refused with another of the answers that the documents permit.",
    kinds: ["answer"],
    when: (difference, { hasPermittedAlternative, newlyViolated }) =>
      hasPermittedAlternative && !isGrave(newlyViolated) && isStillRefused(difference),
  }),
  rule({
    id: "DRIFT-0109",
    slug: "other-method-refused-differently",
    grade: "compatible",
    statement: "A request with another method is refused in another way.",
    kinds: ["answer"],
    requestClasses: ["method", "options"],
    when: (difference, change) =>
      isStillRefused(difference) &&
      (change.requestClass === "method" ? !changesEntry(change) : !isGrave(change.newlyViolated)),
  }),
  rule({
    id: "DRIFT-0110",
    slug: "redirect-changed",
    grade: "risky",
    statement: "A redirect changed.",
    kinds: ["answer"],
    when: ({ old, new: now }) => isRedirect(old) && isRedirect(now),
  }),
  rule({
    id: "DRIFT-0111",
    slug: "unusual-request-refused-differently",
    grade: "compatible",
    statement: "A request for which nothing is promised is refused in another way.",
    kinds: ["answer"],
    requestClasses: ["open"],
    when: (difference, { newlyViolated }) => isStillRefused(difference) && !isGrave(newlyViolated),
  }),
  rule({
    id: "DRIFT-0116",
    slug: "permitted-alternative-incomplete",
    grade: "risky",
    statement:
      "The request is refused with another of the answers that the documents permit, and that answer lacks something that some clients rely on.",
    kinds: ["answer"],
    when: (difference, { hasPermittedAlternative, newlyViolated }) =>
      hasPermittedAlternative && newlyViolated === "risky" && isStillRefused(difference),
  }),
];
