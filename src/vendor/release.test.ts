import assert from "node:assert/strict";
import { test } from "node:test";
import { SettingError } from "../errors.ts";
import { readRelease } from "./release.ts";

test("a release is a tag of the vendor's image, with or without its v", () => {
  assert.deepEqual(readRelease("v4.13.1"), { tag: "v4.13.1", version: "4.13.1" });
  assert.deepEqual(readRelease("4.13.1"), { tag: "v4.13.1", version: "4.13.1" });
  assert.deepEqual(readRelease("v4.0.0-rc.1"), { tag: "v4.0.0-rc.1", version: "4.0.0-rc.1" });
});

test("a tag that names no release is taken as it is", () => {
  assert.deepEqual(readRelease("latest"), { tag: "latest" });
});

for (const given of ["", "v4 0", "a/b", "x:y", "-v4.0.0", "$(id)"]) {
  test(`${JSON.stringify(given)} is no tag`, () => {
    assert.throws(() => readRelease(given), SettingError);
  });
}
