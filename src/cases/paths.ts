import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, Expectation, RestParts } from "../contract/case.ts";
import { EITHER, ERROR, SUCCESS, WELL_FORMED } from "./requirement-sets.ts";

const OPEN = { kind: "open" } as const;
const STORED = { kind: "stored" } as const;
const INVALID = { kind: "error", codes: ["INVALID_ARGUMENT"] } as const;

/** A path and the key that it means. */
interface PathForm {
  readonly name: string;
  readonly title: string;
  readonly key: string;
  readonly rest: RestParts;
  readonly expect: Expectation;
  readonly requirements: readonly RequirementId[];
}

function path({ name, title, key, rest, expect, requirements }: PathForm): Case {
  const request = { key, credential: "subject", rest } as const;
  return {
    kind: "single",
    id: `key-forms/${name}`,
    title,
    group: "key-forms",
    transports: ["rest"],
    request,
    expect,
    requirements,
  };
}

/** Keys in forms that exist only in paths. */
export const PATH_CASES: readonly Case[] = [
  path({
    name: "plus-raw",
    title: "A raw plus sign is a plus sign",
    key: "plus+key",
    rest: { rawPath: "/plus+key" },
    expect: STORED,
    requirements: ["GMM-0302", ...SUCCESS],
  }),
  path({
    name: "encoded-letter",
    title: "A letter that need not be encoded may be",
    key: "x",
    rest: { rawPath: "/%78" },
    expect: STORED,
    requirements: ["GMM-0301", ...SUCCESS],
  }),
  path({
    name: "lower-case-hex",
    title: "Hexadecimal digits may be lower case",
    key: "a/b",
    rest: { rawPath: "/a%2fb" },
    expect: STORED,
    requirements: ["GMM-0304", ...SUCCESS],
  }),
  path({
    name: "query",
    title: "A query parameter does not replace the key",
    key: "{key}",
    rest: { query: "x=1&key=other" },
    expect: STORED,
    requirements: ["GMM-0315", ...SUCCESS],
  }),
  path({
    name: "bad-percent",
    title: "A broken percent-encoding is refused",
    key: "%zz",
    rest: { rawPath: "/%zz" },
    expect: INVALID,
    requirements: ["GMM-0310", ...ERROR],
  }),
  path({
    name: "bad-utf8",
    title: "A key that is not UTF-8 is refused",
    key: "\ufffd",
    rest: { rawPath: "/%ff" },
    expect: INVALID,
    requirements: ["GMM-0311", "GMM-0309", ...ERROR],
  }),
  path({
    name: "trailing-slash",
    title: "A slash at the end is another path",
    key: "{key}",
    rest: { rawPath: "/{key}/" },
    expect: OPEN,
    requirements: ["GMM-0319", ...EITHER],
  }),
  path({
    name: "raw-slash",
    title: "Two segments are another path",
    key: "a/b",
    rest: { rawPath: "/a/b" },
    expect: OPEN,
    requirements: ["GMM-0319", ...EITHER],
  }),
  path({
    name: "no-segment",
    title: "The collection is another path",
    key: "",
    rest: { rawPath: "" },
    expect: OPEN,
    requirements: ["GMM-0319", ...WELL_FORMED],
  }),
];
