import type { Change } from "../change.ts";
import { isCodedAgainstRequest, isCodedUnasked } from "../codings.ts";
import { differsOnTheWay, isAddedOnTheWay, tellsLimit } from "../intermediaries.ts";
import type { Difference } from "../observation.ts";
import { rule, type Rule } from "./rule.ts";

/** What stands between client and server. */
export const INTERMEDIARY_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0517",
    slug: "grpc-content-coded",
    grade: "breaking",
    statement: "The content of a gRPC answer is in a coding: gRPC clients undo that of messages only (grpc-encoding).",
    kinds: ["header"],
    transitions: ["added"],
    when: ({ name }, { transport }) => name === "content-encoding" && transport === "grpc",
  }),
  rule({
    id: "DRIFT-0519",
    slug: "content-coding-not-accepted",
    grade: "breaking",
    statement:
      "Content is in none of the codings that the request lists, and clients undo no other (RFC 9110 §12.5.3).",
    kinds: ["header"],
    transitions: ["added", "changed"],
    when: (header, change) => isOfOtherThanGrpc(header, change) && isCodedAgainstRequest(header, change),
  }),
  rule({
    id: "DRIFT-0518",
    slug: "content-coded-unasked",
    grade: "risky",
    statement:
      "Content is in a coding that the request does not ask for: only some clients undo one (RFC 9110 §12.5.3).",
    kinds: ["header"],
    transitions: ["added", "changed"],
    when: (header, change) => isOfOtherThanGrpc(header, change) && isCodedUnasked(header, change),
  }),
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

/** True for the coding of content, but over gRPC: its clients undo none, so that they miss none when it changes. */
function isOfOtherThanGrpc({ name }: Difference<"header">, { transport }: Change): boolean {
  return name === "content-encoding" && transport !== "grpc";
}
