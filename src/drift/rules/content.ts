import type { Rule } from "./rule.ts";

/** Members that the vendor documents. */
const DOCUMENTED =
  /^body( \/metadata(\/(key|value|details(\/(sequence|creationDate|changeDate|resourceOwner))?))?| \/code)?$/;

/** The media type and the members of the body. */
export const CONTENT_RULES: readonly Rule[] = [
  {
    id: "DRIFT-0201",
    grade: "breaking",
    sentence: "The answer ends in the middle, or no longer.",
    observations: /^complete$/,
    when: ({ new: now }) => now === "cut",
  },
  { id: "DRIFT-0202", grade: "compatible", sentence: "An answer that was cut is whole.", observations: /^complete$/ },
  {
    id: "DRIFT-0203",
    grade: "risky",
    sentence: "What HEAD or OPTIONS tells of the media type is gone or another.",
    observations: /^media type$/,
    asks: ["method"],
  },
  {
    id: "DRIFT-0204",
    grade: "breaking",
    sentence: "The media type is another one.",
    observations: /^media type$/,
  },
  {
    id: "DRIFT-0205",
    grade: "cosmetic",
    sentence: "The media type is written otherwise: a charset, or the format that goes unsaid.",
    observations: /^media type (format|parameters)$/,
  },
  {
    id: "DRIFT-0301",
    grade: "cosmetic",
    sentence: "A text for people, or a detail of an error, is another one or gone.",
    observations: /^body \/(message|details(\/.*)?)$/,
    kinds: ["changed", "removed"],
    when: ({ observation, kind, new: now }) =>
      kind === "removed" || observation.includes("/details/") || now.startsWith('"'),
  },
  {
    id: "DRIFT-0302",
    grade: "risky",
    sentence: "A member is of another form that many readers take.",
    observations: /^body \/metadata\/details\//,
    kinds: ["changed"],
    when: ({ new: now }) => now.endsWith(", zero") || now.endsWith("with an offset"),
  },
  {
    id: "DRIFT-0303",
    grade: "breaking",
    sentence: "A documented member is gone.",
    observations: DOCUMENTED,
    kinds: ["removed"],
  },
  {
    id: "DRIFT-0304",
    grade: "breaking",
    sentence: "A documented member, or the whole body, has another type or value.",
    observations: new RegExp(`${DOCUMENTED.source}|^body /(message|details)$`),
    kinds: ["changed"],
  },
  { id: "DRIFT-0305", grade: "compatible", sentence: "A member was added.", observations: /^body/, kinds: ["added"] },
  { id: "DRIFT-0306", grade: "risky", sentence: "An undocumented member is gone or another.", observations: /^body/ },
];
