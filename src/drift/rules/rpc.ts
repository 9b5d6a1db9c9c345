import type { StatusDetailsValue } from "../observation.ts";
import { rule, type Rule } from "./rule.ts";

/** Frames, trailers and the status of an RPC. */
export const RPC_RULES: readonly Rule[] = [
  rule({
    id: "DRIFT-0401",
    slug: "framing-changed",
    grade: "breaking",
    statement: "The framing of the response changed.",
    kinds: ["message-count", "framing"],
  }),
  rule({
    id: "DRIFT-0408",
    slug: "error-message-count-changed",
    grade: "risky",
    statement: "An error carries another number of messages.",
    kinds: ["error-message-count"],
  }),
  rule({
    id: "DRIFT-0402",
    slug: "status-count-changed",
    grade: "risky",
    statement: "The number of statuses in the response changed.",
    kinds: ["status-count"],
  }),
  rule({
    id: "DRIFT-0403",
    slug: "status-place-changed",
    grade: "cosmetic",
    statement: "The status is in another place, or messages are compressed where the client accepts it.",
    kinds: ["status-place", "compressed-messages"],
  }),
  rule({
    id: "DRIFT-0404",
    slug: "status-details-changed",
    grade: "cosmetic",
    statement: "The binary details of an error are new, are gone, or have another text.",
    kinds: ["status-details"],
    when: ({ old, new: now }) => isHarmless(old) && isHarmless(now),
  }),
  rule({
    id: "DRIFT-0405",
    slug: "status-details-invalid",
    grade: "breaking",
    statement: "The binary details of an error cannot be read, or contradict its status.",
    kinds: ["status-details"],
  }),
  rule({
    id: "DRIFT-0406",
    slug: "trailer-added",
    grade: "compatible",
    statement: "A trailer is new.",
    kinds: ["trailer"],
    transitions: ["added"],
  }),
  rule({
    id: "DRIFT-0407",
    slug: "trailer-removed",
    grade: "risky",
    statement: "A trailer is gone.",
    kinds: ["trailer"],
  }),
];

function isHarmless(details: StatusDetailsValue | undefined): boolean {
  return details === undefined || details.kind === "agrees" || details.kind === "other-message";
}
