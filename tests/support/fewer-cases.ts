import type { TestContext } from "node:test";
import { CASES } from "../../src/cases/index.ts";
import type { Case } from "../../src/contract/case.ts";
import { requestClassOf } from "../../src/drift/request-class.ts";

/** Until a test ends, its process has only these cases: enough for what a job does around them, whatever they are. */
export function keepCases(t: TestContext, isKept: (testCase: Case) => boolean): void {
  // It remembers every case from its first use on, which later tests need.
  requestClassOf({ case: "", transport: "rest" }, "first");
  const cases = CASES as Case[];
  const all = [...cases];
  cases.splice(0, all.length, ...all.filter(isKept));
  t.after(() => cases.splice(0, cases.length, ...all));
}
