import assert from "node:assert/strict";
import { allTests } from "../../src/cases/tests.ts";
import type { SingleInput } from "../../src/checks/check.ts";

const [first] = allTests();
assert.ok(first !== undefined, "there is a case");

/** What a check is given beside the answers, where it does not depend on the case. */
export const ANY_CASE: Omit<SingleInput, "kind" | "transport" | "evidence"> = {
  testCase: first.testCase,
  expectation: { kind: "open" },
  key: "key1",
  storedState: { kind: "unknown" },
  latest: 0,
  clockIsKnown: true,
  secrets: [],
};
