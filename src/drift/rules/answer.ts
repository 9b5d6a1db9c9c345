import {
  changesEntry,
  hasExactly,
  hasStatus,
  isAllowing,
  isError,
  isGrave,
  isNowAccepted,
  isRedirect,
  isRefusal,
  isServerFault,
  isStillRefused,
  isSuccess,
  isWronglyServed,
} from "./answer-kinds.ts";
import { acceptsDocumentedType } from "../sent-fields.ts";
import { rule, type Rule } from "./rule.ts";

/** The kind of answer: outcome, status and code together. */
export const ANSWER_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0101",
    slug: "answer-missing",
    grade: "breaking",
    statement: "A request that was answered gets no answer.",
    kinds: ["answer"],
    when: ({ new: now }) => now?.kind === "none",
  }),
  rule({
    id: "DRIFT-0102",
    slug: "other-method-not-refused",
    grade: "risky",
    statement: "A request with another method is no longer refused as it must be.",
    kinds: ["answer"],
    requestClasses: ["method"],
    when: ({ new: now }, change) =>
      change.verdictChange === "broken" && !changesEntry(change) && now?.kind !== "error" && !hasStatus(now, 400),
  }),
  rule({
    id: "DRIFT-0119",
    slug: "accept-now-honoured",
    grade: "risky",
    statement: "A client that accepts none of the documented media types is refused with 406 (RFC 9110 §15.5.7).",
    kinds: ["answer"],
    when: ({ new: now }, change) =>
      change.verdictChange === "same" && hasExactly(now, 406) && !acceptsDocumentedType(change),
  }),
  rule({
    id: "DRIFT-0103",
    slug: "success-became-error",
    grade: "breaking",
    statement: "A request that succeeded no longer succeeds.",
    kinds: ["answer"],
    when: ({ old }) => isSuccess(old),
  }),
  rule({
    id: "DRIFT-0104",
    slug: "answer-fixed",
    grade: "compatible",
    statement: "An answer that violated a requirement now meets it.",
    kinds: ["answer"],
    when: ({ new: now }, { verdictChange, isFixed, requestClass }) =>
      (verdictChange === "fixed" || isFixed) && !isWronglyServed(now, requestClass),
  }),
  rule({
    id: "DRIFT-0114",
    slug: "refused-credentials-accepted",
    grade: "breaking",
    statement: "Credentials that were refused are now accepted.",
    kinds: ["answer"],
    requestClasses: ["credentials", "credentials-unheld"],
    when: isNowAccepted,
  }),
  rule({
    id: "DRIFT-0105",
    slug: "key-checked-before-credentials",
    grade: "risky",
    statement: "The server looks for the key before it refuses bad credentials.",
    kinds: ["answer"],
    requestClasses: ["credentials-unheld"],
    when: ({ new: now }) => isError(now, "NOT_FOUND"),
  }),
  rule({
    id: "DRIFT-0106",
    slug: "refused-request-accepted",
    grade: "compatible",
    statement: "A request that was refused is now accepted.",
    kinds: ["answer"],
    requestClasses: ["invalid", "malformed", "options", "open"],
    when: (difference, { requestClass, newlyViolated }) => {
      if (requestClass === "invalid") {
        return isError(difference.old, "INVALID_ARGUMENT") && isError(difference.new, "NOT_FOUND");
      }
      if (requestClass === "malformed") return isNowAccepted(difference);
      const isAccepted =
        requestClass === "options"
          ? isRefusal(difference.old) && isAllowing(difference.new)
          : isNowAccepted(difference);
      return isAccepted && !isGrave(newlyViolated);
    },
  }),
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
  rule({
    id: "DRIFT-0199",
    slug: "answer-changed",
    grade: "breaking",
    statement: "The outcome, status or code of the answer changed.",
    kinds: ["answer"],
  }),
];
