import assert from "node:assert/strict";
import { test } from "node:test";
import { RELEASE } from "./kinds.ts";

test("a release has three numbers, and may have a v, a pre-release and build metadata", () => {
  assert.deepEqual(RELEASE.parse("v2.71.19"), { value: "2.71.19" });
  assert.deepEqual(RELEASE.parse("4.0.0-rc.1"), { value: "4.0.0-rc.1" });
  assert.deepEqual(RELEASE.parse("4.0.0+build.5"), { value: "4.0.0+build.5" });
  for (const text of ["4", "4.0", "latest", "4.0.0.0", "4.0.x", "=4.0.0", ">=4.0.0", "04.0.0"]) {
    assert.ok("wrong" in RELEASE.parse(text), text);
  }
});
