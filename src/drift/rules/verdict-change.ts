import { isOfNewPart, isViolated, violationGrade } from "../verdicts.ts";
import { rule, type Rule } from "./rule.ts";

/** Observations of the parts of an answer. */
const PARTS = [
  ...(["completeness", "media-type", "media-type-format", "media-type-parameters", "header", "trailer"] as const),
  ...(["malformed-challenge", "challenge", "challenge-parameter", "member", "unknown-field"] as const),
  ...(["message-count", "error-message-count", "compressed-messages", "framing"] as const),
  ...(["status-place", "status-count", "status-details"] as const),
];

/** Conclusions: verdicts of the suite, and relations. */
export const VERDICT_CHANGE_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0613",
    slug: "violating-part-fixed",
    grade: "compatible",
    statement: "A part of an answer that violated a requirement now meets it.",
    kinds: PARTS,
    when: (_, { isFixed }) => isFixed,
  }),
  rule({
    id: "DRIFT-0601",
    slug: "violation-fixed",
    grade: "compatible",
    statement: "A requirement that was violated is now met.",
    kinds: ["verdict"],
    when: ({ old, new: now }) => isViolated(old) && (now?.verdict === "pass" || now?.verdict === "inapplicable"),
  }),
  rule({
    id: "DRIFT-0602",
    slug: "verdict-changed",
    grade: "cosmetic",
    statement: "The verdict of a requirement changed, and the requirement is not violated.",
    kinds: ["verdict"],
    when: ({ new: now }) => !isViolated(now),
  }),
  rule({
    id: "DRIFT-0608",
    slug: "violation-of-new-part",
    grade: "compatible",
    statement:
      "A part that an answer lacked, in violation of a requirement, is there, and does not meet all of its own.",
    kinds: ["verdict"],
    when: ({ requirement, old, new: now }, { fixedPlaces }) =>
      now !== undefined && isOfNewPart(old, now, fixedPlaces) && violationGrade(requirement, now) !== "breaking",
  }),
  rule({
    id: "DRIFT-0603",
    slug: "violation-compatible",
    grade: "compatible",
    statement: "A violated requirement costs clients nothing: the server accepts or says more than it should.",
    kinds: ["verdict"],
    when: ({ requirement, new: now }) => violationGrade(requirement, now) === "compatible",
  }),
  rule({
    id: "DRIFT-0604",
    slug: "violation-cosmetic",
    grade: "cosmetic",
    statement: "A violated requirement is about what only people read.",
    kinds: ["verdict"],
    when: ({ requirement, new: now }) => violationGrade(requirement, now) === "cosmetic",
  }),
  rule({
    id: "DRIFT-0609",
    slug: "violation-not-judged-before",
    grade: "risky",
    statement: "A requirement is violated that the old answers left nothing to judge by.",
    kinds: ["verdict"],
    when: ({ old, new: now }) => isViolated(now) && (old?.verdict === "inapplicable" || old?.verdict === "skipped"),
  }),
  rule({
    id: "DRIFT-0605",
    slug: "violation-risky",
    grade: "risky",
    statement: "A violated MUST is one that only some clients rely on.",
    kinds: ["verdict"],
    when: ({ requirement, new: now }) => now?.verdict === "fail" && violationGrade(requirement, now) === "risky",
  }),
  rule({
    id: "DRIFT-0606",
    slug: "violation-breaking",
    grade: "breaking",
    statement: "A requirement that clients rely on is newly violated.",
    kinds: ["verdict"],
    when: ({ requirement, old, new: now }) => !isViolated(old) && violationGrade(requirement, now) === "breaking",
  }),
  rule({
    id: "DRIFT-0607",
    slug: "violation-other",
    grade: "risky",
    statement: "A SHOULD is newly violated, or a requirement is violated in another way.",
    kinds: ["verdict"],
  }),
  rule({
    id: "DRIFT-0614",
    slug: "message-language-lost",
    grade: "risky",
    statement: "The text of an error no longer follows Accept-Language (RFC 9110 §12.5.4).",
    kinds: ["relation"],
    when: ({ name, new: now }) => name === "message-in-language" && now === false,
  }),
  rule({
    id: "DRIFT-0615",
    slug: "time-precision-lost",
    grade: "risky",
    statement: "Times are whole seconds: what changed within one second has the same time.",
    kinds: ["relation"],
    when: ({ name, new: now }) => name === "times-with-fractions" && now === false,
  }),
  rule({
    id: "DRIFT-0616",
    slug: "answers-say-more",
    grade: "compatible",
    statement: "The text of an error follows Accept-Language, or times have fractions of a second.",
    kinds: ["relation"],
    when: ({ name }) => name === "message-in-language" || name === "times-with-fractions",
  }),
  rule({
    id: "DRIFT-0611",
    slug: "relation-broken",
    grade: "breaking",
    statement: "Parts of an answer, or two answers, no longer agree.",
    kinds: ["relation"],
    when: ({ new: now }) => now === false,
  }),
  rule({
    id: "DRIFT-0612",
    slug: "relation-restored",
    grade: "compatible",
    statement: "Parts of an answer, or two answers, agree that did not.",
    kinds: ["relation"],
  }),
];
