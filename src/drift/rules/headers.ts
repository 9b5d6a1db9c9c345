import { gained, loosens, lost, storable } from "../policy.ts";
import type { Rule } from "./rule.ts";

/** Header fields: pages of other origins, caches, challenges. */
export const HEADER_RULES: readonly Rule[] = [
  {
    id: "DRIFT-0501",
    grade: "breaking",
    sentence: "Pages of other origins may no longer ask or read.",
    observations: /^header access-control-allow-(origin|headers|methods)$/,
    when: (change) =>
      change.kind !== "added" && !loosens(change) && (change.observation.endsWith("-origin") || lost(change)),
  },
  {
    id: "DRIFT-0502",
    grade: "risky",
    sentence: "Pages of other origins may do or read less.",
    observations: /^header access-control-/,
    when: (change) => !change.observation.endsWith("-origin") && (lost(change) || change.kind === "removed"),
  },
  {
    id: "DRIFT-0503",
    grade: "compatible",
    sentence: "Pages of other origins may do or read more.",
    observations: /^header access-control-/,
  },
  {
    id: "DRIFT-0504",
    grade: "risky",
    sentence: "Caches may keep what they might not, or may no longer keep what they might.",
    observations: /^header cache-control$/,
    when: storable,
  },
  {
    id: "DRIFT-0505",
    grade: "compatible",
    sentence: "What is said to caches changed without letting them share the answer.",
    observations: /^header cache-control$/,
  },
  {
    id: "DRIFT-0506",
    grade: "cosmetic",
    sentence: "A field of HTTP/1.0 caches changed (RFC 9111 §5.4).",
    observations: /^header pragma$/,
  },
  {
    id: "DRIFT-0507",
    grade: "compatible",
    sentence: "A list in a header field grew.",
    observations: /^header (vary|allow)$/,
    when: (change) => gained(change) && !lost(change),
  },
  {
    id: "DRIFT-0508",
    grade: "compatible",
    sentence: "A header field or a part of a challenge was added.",
    observations: /^(header|challenge) ?/,
    kinds: ["added"],
    when: ({ new: now }) => now !== "malformed",
  },
  {
    id: "DRIFT-0510",
    grade: "compatible",
    sentence: "A challenge that could not be read is gone.",
    observations: /^challenge$/,
    kinds: ["removed"],
  },
  {
    id: "DRIFT-0509",
    grade: "risky",
    sentence: "A header field or a part of a challenge is gone or another.",
    observations: /^(header|challenge) ?/,
  },
];
