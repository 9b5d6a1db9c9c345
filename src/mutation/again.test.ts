import assert from "node:assert/strict";
import { test } from "node:test";
import { withAgain } from "./again.ts";
import { showMatrix } from "./show.ts";

test("what does not hold is followed by the command that runs it alone", () => {
  assert.equal(
    withAgain("false alarm a/b: x", "a/b"),
    "false alarm a/b: x\n            again: npm run mutants -- --only a/b",
  );
  assert.match(withAgain("survivor", "a 'b' 3", 7), /--only 'a '\\''b'\\'' 3' --seed 7$/);
});

test("a surviving generic fault is named with the seed that drew it", () => {
  const survivor = { id: "a 3 dropped", fate: "survived", requirements: [] } as const;
  const none = { faults: [], variations: [], circumstances: [], explored: [], untested: [] };
  const shown = showMatrix({ ...none, generic: [survivor] }, 0, 5);
  assert.match(shown, /^survivor .*\n +again: npm run mutants -- --only 'a 3 dropped' --seed 5$/m);
});
