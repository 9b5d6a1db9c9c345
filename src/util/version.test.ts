import assert from "node:assert/strict";
import { test } from "node:test";
import { compareVersions, isVersion } from "./version.ts";

test("releases are ordered as Semantic Versioning 2.0.0 §11 orders them", () => {
  const ordered = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-beta",
    "1.0.0-rc.2",
    "1.0.0-rc.10",
    "1.0.0",
    "2.71.9",
    "2.71.19",
    "4.0.0",
  ];
  for (let at = 1; at < ordered.length; at++) {
    const [lower = "", higher = ""] = ordered.slice(at - 1, at + 1);
    assert.ok(compareVersions(lower, higher) < 0, `${lower} < ${higher}`);
    assert.ok(compareVersions(higher, lower) > 0, `${higher} > ${lower}`);
  }
});

test("a leading v and build metadata do not count", () => {
  assert.equal(compareVersions("v4.0.0", "4.0.0"), 0);
  assert.equal(compareVersions("4.0.0+build.5", "4.0.0"), 0);
});

test("what is not a release is not taken for one", () => {
  assert.ok(isVersion("v2.71.19"));
  assert.ok(isVersion("4.0.0-rc.1"));
  for (const text of ["", "4", "4.0", "latest", "4.0.0.0", "4.0.x"]) assert.ok(!isVersion(text), text);
});
