import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, SingleCase } from "../contract/case.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { requestFor, EITHER, ERROR, SUCCESS, WELL_FORMED } from "./requirement-sets.ts";

const base = { kind: "single", group: "key-forms", transports: TRANSPORTS } as const;

function stored(name: string, title: string, key: string, requirement: RequirementId): SingleCase {
  const requirements: readonly RequirementId[] = [requirement, ...SUCCESS];
  return {
    ...base,
    id: `key-forms/${name}`,
    title,
    request: requestFor(key),
    expect: { kind: "stored" },
    requirements,
  };
}

/** Forms that servers often get wrong: any answer is judged. */
function delicate(name: string, title: string, key: string, requirement: RequirementId): SingleCase {
  return { ...stored(name, title, key, requirement), requirements: [requirement, ...EITHER] };
}

function missing(name: string, title: string, key: string, requirement: RequirementId): SingleCase {
  const requirements: readonly RequirementId[] = [requirement, "GMM-0309", ...ERROR];
  const expect = { kind: "error", codes: ["NOT_FOUND"] } as const;
  return { ...base, id: `key-forms/${name}`, title, request: requestFor(key), expect, requirements };
}

/** Keys in forms that both a path and a message can carry. */
export const KEY_FORM_CASES: readonly Case[] = [
  stored("space", "A space is part of the key", "with space", "GMM-0301"),
  stored("percent", "A percent sign is part of the key", "percent%key", "GMM-0301"),
  missing("encoded-twice", "A key encoded twice is decoded once", "with%20space", "GMM-0301"),
  stored("dot", "A dot is part of the key", "dot.ted", "GMM-0303"),
  stored("plus", "A plus sign is part of the key", "plus+key", "GMM-0302"),
  stored("quote", "Quotes and angle brackets are part of the key", `quote'"<>`, "GMM-0303"),
  stored("reserved", "Every reserved character is part of the key", "reserved:@!$&()*,;=~[]", "GMM-0303"),
  delicate("slash", "A slash is part of the key", "a/b", "GMM-0304"),
  delicate("unicode", "Letters with marks and an emoji are part of the key", "ünï😀", "GMM-0305"),
  delicate("composed", "A composed letter is found as it was stored", "ü", "GMM-0305"),
  missing("decomposed", "A decomposed letter is another key", "u\u0308", "GMM-0316"),
  stored("length-1", "A key of one character is accepted", "x", "GMM-0306"),
  stored("length-200", "A key of 200 characters is accepted", "k".repeat(200), "GMM-0306"),
  missing("length-200-missing", "A key of 200 characters that nobody has is not found", "z".repeat(200), "GMM-0306"),
  missing("length-200-emoji", "200 characters of four bytes each are 200 characters", "😀".repeat(200), "GMM-0317"),
  {
    ...missing("length-201", "A key of 201 characters is refused", "k".repeat(201), "GMM-0307"),
    expect: { kind: "error", codes: ["INVALID_ARGUMENT"] },
  },
  {
    ...base,
    id: "key-forms/length-5000",
    title: "A key of 5,000 characters is refused",
    request: requestFor("k".repeat(5000)),
    // A server may find the path too long before it looks at the key (RFC 9110 §15.5.15, RFC 6585 §5).
    expect: { kind: "error", codes: ["INVALID_ARGUMENT"], statuses: [400, 414, 431] },
    requirements: ["GMM-0307", ...WELL_FORMED],
  },
  {
    ...base,
    id: "key-forms/empty",
    title: "An empty key is refused",
    request: requestFor(""),
    expect: { kind: "error", codes: ["INVALID_ARGUMENT"] },
    // No path addresses an empty key.
    expectOn: { rest: { kind: "open" } },
    requirements: ["GMM-0308", ...WELL_FORMED],
  },
  missing("nul", "A NUL character is data", "\u0000", "GMM-0318"),
  missing("newline", "A line feed is data", "a\nb", "GMM-0318"),
  missing("tab", "A tabulator is data", "a\tb", "GMM-0318"),
  missing("white-space", "Two characters of white space are not one space", "with \tspace", "GMM-0320"),
  missing("zero-width", "A space without a width is part of the key", "x\u200b", "GMM-0320"),
  {
    ...missing("dot-dot", "Two dots lead nowhere else", "..", "GMM-0312"),
    // No path addresses a dot segment (RFC 3986 §5.2.4).
    expectOn: { rest: { kind: "open" } },
    requirements: ["GMM-0312", ...WELL_FORMED],
  },
  {
    ...missing("one-dot", "One dot leads nowhere else", ".", "GMM-0312"),
    expectOn: { rest: { kind: "open" } },
    requirements: ["GMM-0312", ...WELL_FORMED],
  },
  stored("underscore-search", "_search is a key", "_search", "GMM-0313"),
  missing("sql", "A key that looks like SQL is not found", "' OR 1=1--", "GMM-0314"),
  missing("wildcard", "A key that looks like a pattern is not found", "%", "GMM-0314"),
  missing("any-letter", "A key that stands for any letter in a pattern is not found", "_", "GMM-0314"),
];
