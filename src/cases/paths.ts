import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, Expectation, RestParts } from "../contract/case.ts";
import { EITHER, ERROR, SUCCESS, WELL_FORMED } from "./requirement-sets.ts";

const OPEN = { kind: "open" } as const;
const STORED = { kind: "stored" } as const;
const INVALID = { kind: "error", codes: ["INVALID_ARGUMENT"] } as const;

function path(
  name: string,
  title: string,
  key: string,
  rest: RestParts,
  expect: Expectation,
  requirements: readonly RequirementId[],
): Case {
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

/** Keys in forms that only a path can have. */
export const PATH_CASES: readonly Case[] = [
  path("plus-raw", "A raw plus sign is a plus sign", "plus+key", { rawPath: "/plus+key" }, STORED, [
    "GMM-0302",
    ...SUCCESS,
  ]),
  path("encoded-letter", "A letter that need not be encoded may be", "x", { rawPath: "/%78" }, STORED, [
    "GMM-0301",
    ...SUCCESS,
  ]),
  path("lower-case-hex", "Hexadecimal digits may be lower case", "a/b", { rawPath: "/a%2fb" }, STORED, [
    "GMM-0304",
    ...SUCCESS,
  ]),
  path("query", "A query parameter does not replace the key", "{key}", { query: "x=1&key=other" }, STORED, [
    "GMM-0315",
    ...SUCCESS,
  ]),
  path("bad-percent", "A broken percent-encoding is refused", "%zz", { rawPath: "/%zz" }, INVALID, [
    "GMM-0310",
    ...ERROR,
  ]),
  path("bad-utf8", "A key that is not UTF-8 is refused", "\ufffd", { rawPath: "/%ff" }, INVALID, [
    "GMM-0311",
    "GMM-0309",
    ...ERROR,
  ]),
  path("trailing-slash", "A slash at the end is another path", "{key}", { rawPath: "/{key}/" }, OPEN, [
    "GMM-0319",
    ...EITHER,
  ]),
  path("raw-slash", "Two segments are another path", "a/b", { rawPath: "/a/b" }, OPEN, ["GMM-0319", ...EITHER]),
  path("no-segment", "The collection is another path", "", { rawPath: "" }, OPEN, ["GMM-0319", ...WELL_FORMED]),
];
