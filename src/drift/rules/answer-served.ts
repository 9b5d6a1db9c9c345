import {
  changesEntry,
  hasExactly,
  hasStatus,
  isAllowing,
  isError,
  isGrave,
  isNowAccepted,
  isRefusal,
  isSuccess,
  isWronglyServed,
} from "./answer-kinds.ts";
import { acceptsDocumentedType } from "../sent-fields.ts";
import { rule, type Rule } from "./rule.ts";

/** Whether a request still gets what it got: an answer, success, or the refusal that it must get. */
export const SERVED_RULES: readonly Rule[] = [
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
];
