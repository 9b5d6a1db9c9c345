import fc from "fast-check";
import type { Expectation } from "../../contract/case.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import { EITHER, ERROR, WELL_FORMED } from "../../cases/requirement-sets.ts";
import { choice } from "./choice.ts";
import { single, type Generated } from "./generated.ts";

const INVALID = { kind: "error", codes: ["INVALID_ARGUMENT"] } as const;
const OPEN = { kind: "open" } as const;

const around = fc.string({ unit: fc.constantFrom("a", "k", "0", "-", "%41", "%20"), maxLength: 4 });

/** Not two hexadecimal digits after a percent sign (RFC 3986 §2.1). */
const brokenPercents = fc.constantFrom("%zz", "%", "%4", "%g0", "%%", "%u0041", "%-1");
/** Octets that are no UTF-8: stray, overlong, surrogates, beyond the last character, cut short. */
const notUtf8 = fc.constantFrom("%ff", "%80", "%c0%af", "%ed%a0%80", "%f5%80%80%80", "%C3", "%e2%82");

const otherPaths = fc.constantFrom("/{key}/", "/a/b", "//{key}", "/{key}//", "/{key}/x", "/{key}/value", "/{missing}/");
const dotSegments = fc.constantFrom("/..", "/.", "/%2e%2e", "/%2E", "/.%2e", "/{key}/..", "/../..");
const noSegments = fc.constantFrom("", "/");

/** Paths that are not the documented one with a key: broken, of other octets, longer, shorter, with dot segments. */
export const paths: fc.Arbitrary<Generated> = choice(
  [3, encoded(brokenPercents).map((path) => to(path, INVALID, ["GMM-0310", ...ERROR]))],
  [3, encoded(notUtf8).map((path) => to(path, INVALID, ["GMM-0311", "GMM-0309", ...ERROR]))],
  [3, otherPaths.map((path) => to(path, OPEN, ["GMM-0319", ...EITHER]))],
  [2, dotSegments.map((path) => to(path, OPEN, ["GMM-0312", ...WELL_FORMED]))],
  [1, noSegments.map((path) => to(path, OPEN, ["GMM-0319", ...WELL_FORMED]))],
);

function encoded(wrong: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(around, wrong).map(([before, bad]) => `/${before}${bad}`);
}

function to(rawPath: string, expect: Expectation, requirements: readonly RequirementId[]): Generated {
  return single({
    group: "key-forms",
    name: "path",
    title: "A path that means no key is refused",
    transport: "rest",
    request: { key: "{key}", credential: "subject", rest: { rawPath } },
    expect,
    requirements,
  });
}
