import assert from "node:assert/strict";
import { test } from "node:test";
import type { Check, CheckInput } from "../checks/check.ts";
import { nothing, PASS, violation } from "../checks/finding.ts";
import { BlockedError } from "../errors.ts";
import { namedCheck } from "./own-check.ts";

const INPUT = {} as CheckInput;

test("what a check may return is passed on", () => {
  for (const finding of [PASS, violation("a", "b", "c", "d"), nothing("why")]) {
    assert.equal(namedCheck("OWN-0001", () => finding)(INPUT), finding);
  }
});

const WRONG: Readonly<Record<string, readonly [check: () => unknown, sentence: RegExp]>> = {
  "an error": [
    () => {
      throw new Error("boom\nsecond line");
    },
    /^The check of OWN-0001 throws an error \(boom\): correct it in the configuration\.$/,
  ],
  "a promise": [() => Promise.resolve(PASS), /^The check of OWN-0001 returns a promise/],
  undefined: [() => undefined, /^The check of OWN-0001 returns something else: let it return PASS, /],
  true: [() => true, /something else/],
  "a text": [() => "bad", /something else/],
  "an empty reason": [() => ({ nothing: "" }), /something else/],
  "no violation": [() => [{}], /something else/],
};

for (const [what, [check, sentence]] of Object.entries(WRONG)) {
  test(`a check that gives ${what} blocks its case, and is named`, () => {
    assert.throws(
      () => namedCheck("OWN-0001", check as Check)(INPUT),
      (error) => error instanceof BlockedError && sentence.test(error.message),
    );
  });
}
