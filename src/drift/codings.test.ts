import assert from "node:assert/strict";
import { test } from "node:test";
import { acceptsCoding } from "./codings.ts";

const ROWS: readonly [accepted: string | undefined, coding: string, isAccepted: boolean | undefined][] = [
  [undefined, "gzip", undefined],
  ["", "gzip", false],
  ["gzip", "gzip", true],
  ["gzip", "br", false],
  ["gzip, deflate, BR", "br", true],
  ["X-Gzip", "gzip", true],
  ["gzip;q=1.0, br; q=0.5", "br", true],
  ["gzip, br;q=0", "br", false],
  ["gzip, br;Q=0.000", "br", false],
  ["*", "zstd", true],
  ["br;q=0, *", "br", false],
  ["gzip, *;q=0", "br", false],
  ["identity", "gzip", false],
];

for (const [accepted, coding, isAccepted] of ROWS) {
  test(`Accept-Encoding ${JSON.stringify(accepted)} says of ${coding}: ${String(isAccepted)}`, () => {
    assert.equal(acceptsCoding(accepted, coding), isAccepted);
  });
}
