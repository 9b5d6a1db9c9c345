import { isDeepStrictEqual } from "node:util";
import { POINTERS } from "../../contract/operation.ts";
import type { MemberValue, Observation } from "../observation.ts";
import { rule, type Rule } from "./rule.ts";

/** Members that the vendor documents, the body itself first. */
const DOCUMENTED: readonly string[] = ["", ...Object.values(POINTERS), "/code"];

/** The media type and the members of the body. */
export const CONTENT_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0201",
    slug: "answer-truncated",
    grade: "breaking",
    statement: "The answer ends before it is complete.",
    kinds: ["completeness"],
    when: ({ new: now }) => now === "truncated",
  }),
  rule({
    id: "DRIFT-0202",
    slug: "answer-complete-again",
    grade: "compatible",
    statement: "An answer that was truncated is now complete.",
    kinds: ["completeness"],
  }),
  rule({
    id: "DRIFT-0203",
    slug: "other-method-media-type-changed",
    grade: "risky",
    statement: "The media type of an answer to HEAD or OPTIONS changed or is gone.",
    kinds: ["media-type"],
    requestClasses: ["method", "options"],
  }),
  rule({
    id: "DRIFT-0204",
    slug: "media-type-changed",
    grade: "breaking",
    statement: "The media type changed.",
    kinds: ["media-type"],
  }),
  rule({
    id: "DRIFT-0205",
    slug: "media-type-spelling-changed",
    grade: "cosmetic",
    statement: "The same media type is written differently: its charset, or the format that may go unsaid.",
    kinds: ["media-type-format", "media-type-parameters"],
  }),
  rule({
    id: "DRIFT-0307",
    slug: "error-detail-type-removed",
    grade: "risky",
    statement: "An error no longer has a detail of a type by which clients find it.",
    kinds: ["member"],
    transitions: ["changed", "removed"],
    when: ({ pointer, old }, { now }) => /^\/details\/\d+\/@type$/.test(pointer) && !hasDetailOf(old, now),
  }),
  rule({
    id: "DRIFT-0301",
    slug: "error-text-changed",
    grade: "cosmetic",
    statement: "A text for people or a detail of an error changed or is gone.",
    kinds: ["member"],
    transitions: ["changed", "removed"],
    when: ({ pointer, new: now }, { transition }) =>
      isInErrorText(pointer) && (transition === "removed" || isInDetails(pointer) || now?.kind === "text"),
  }),
  rule({
    id: "DRIFT-0302",
    slug: "member-form-changed",
    grade: "risky",
    statement: "A member has another form, which many clients can read.",
    kinds: ["member"],
    transitions: ["changed"],
    when: ({ pointer, new: now }) =>
      pointer.startsWith(`${POINTERS.details}/`) &&
      ((now?.kind === "uint64" && now.zero) || (now?.kind === "time" && now.form === "offset")),
  }),
  rule({
    id: "DRIFT-0303",
    slug: "documented-member-removed",
    grade: "breaking",
    statement: "A documented member is gone.",
    kinds: ["member"],
    transitions: ["removed"],
    when: ({ pointer }) => DOCUMENTED.includes(pointer),
  }),
  rule({
    id: "DRIFT-0304",
    slug: "documented-member-changed",
    grade: "breaking",
    statement: "A documented member, or the whole body, has another type or value.",
    kinds: ["member"],
    transitions: ["changed"],
    when: ({ pointer }) => [...DOCUMENTED, "/message", "/details"].includes(pointer),
  }),
  rule({
    id: "DRIFT-0305",
    slug: "member-added",
    grade: "compatible",
    statement: "A member is new.",
    kinds: ["member", "unknown-field"],
    transitions: ["added"],
  }),
  rule({
    id: "DRIFT-0306",
    slug: "undocumented-member-changed",
    grade: "risky",
    statement: "An undocumented member changed or is gone.",
    kinds: ["member", "unknown-field"],
  }),
];

function isInErrorText(pointer: string): boolean {
  return pointer === "/message" || pointer === "/details" || isInDetails(pointer);
}

function isInDetails(pointer: string): boolean {
  return pointer.startsWith("/details/");
}

/** Whether an answer has a detail of this type, at whichever place of the list. */
function hasDetailOf(type: MemberValue | undefined, answer: readonly Observation[]): boolean {
  return answer.some(
    (each) => each.kind === "member" && each.pointer.endsWith("/@type") && isDeepStrictEqual(each.value, type),
  );
}
