import assert from "node:assert/strict";
import { test } from "node:test";
import { KnownDeviations, type KnownDeviation } from "./known-deviations.ts";

function entry(releases: KnownDeviation["releases"]): KnownDeviation {
  return {
    ...{ id: "KD-01", requirement: "GMM-0101", cases: ["a/case"], transports: ["rest"], releases },
    ...{ violation: { where: "status", seen: "500" }, observed: ["4.0.0"], reason: "a reason", source: "a source" },
  };
}

function isListed(releases: KnownDeviation["releases"], version: string | undefined): boolean {
  return new KnownDeviations([entry(releases)], version).listed("GMM-0101", "a/case", "rest").length === 1;
}

test("an entry applies from its first release to its last, both included", () => {
  const releases = { from: "2.71.19", to: "4.0.0" };
  for (const version of ["2.71.19", "3.0.0", "4.0.0-rc.1", "4.0.0", "v4.0.0", "4.0.0+build.5", undefined]) {
    assert.ok(isListed(releases, version), version);
  }
  for (const version of ["2.71.9", "2.71.19-rc.1", "4.0.1", "10.0.0"]) assert.ok(!isListed(releases, version), version);
});

test("a range without an end is open there", () => {
  assert.ok(isListed({ from: "4.0.0" }, "99.0.0") && isListed({ to: "4.0.0" }, "0.0.1"));
});

test("an entry must be seen in the release in which it was observed, and in no other", () => {
  const mustBeSeen = (version?: string) => new KnownDeviations([], version).mustBeSeen(entry({}));
  assert.ok(mustBeSeen("4.0.0") && mustBeSeen("v4.0.0"));
  assert.ok(!mustBeSeen("4.0.1") && !mustBeSeen("4.0.0-rc.1") && !mustBeSeen());
});
