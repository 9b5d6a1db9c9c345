import assert from "node:assert/strict";
import { allTests } from "../../src/cases/tests.ts";
import type { Row } from "../../src/runner/result.ts";

/** Every case on every transport is judged, and passes. */
export function assertAllPass(judged: readonly Row[]): void {
  const tests = allTests();
  assert.ok(tests.length >= 150, `${String(tests.length)} tests`);
  for (const { testCase, transport } of tests) {
    const rows = judged.filter((each) => each.case === testCase.id && each.transport === transport);
    const bad = rows.filter(({ verdict }) => verdict !== "pass" && verdict !== "inapplicable");
    assert.deepEqual(bad, [], `${testCase.id} over ${transport}`);
    assert.ok(
      rows.some(({ verdict }) => verdict === "pass"),
      `${testCase.id} over ${transport} judges something`,
    );
  }
}
