import assert from "node:assert/strict";
import { test } from "node:test";
import { CASES } from "../../cases/index.ts";
import { requirementsOn } from "../../runner/rows.ts";
import { PRISM_EXAMPLES } from "./examples.ts";

test("a mock is judged only by requirements that the cases exercise", () => {
  for (const [id, { transports, requirements }] of Object.entries(PRISM_EXAMPLES.cases)) {
    const testCase = CASES.find((each) => each.id === id);
    assert.ok(testCase !== undefined, id);
    for (const transport of transports) {
      const exercised = requirementsOn(testCase, transport).map((each) => each.id);
      for (const requirement of requirements) assert.ok(exercised.includes(requirement), `${id} ${requirement}`);
    }
  }
});
