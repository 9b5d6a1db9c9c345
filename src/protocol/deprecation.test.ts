import assert from "node:assert/strict";
import { test } from "node:test";
import { announcementsIn } from "./deprecation.ts";

test("what is deprecated, and when it ends, is read from the fields in every form that servers send", () => {
  const dateOf = (field: "deprecation" | "sunset", value: string): string | null | undefined =>
    announcementsIn([[field, value]])[0]?.date;
  assert.equal(dateOf("deprecation", "@1688169599"), "2023-06-30T23:59:59.000Z");
  assert.equal(dateOf("deprecation", "@1688169599;x=1"), "2023-06-30T23:59:59.000Z");
  assert.equal(dateOf("sunset", "Sat, 31 Dec 2033 23:59:59 GMT"), "2033-12-31T23:59:59.000Z");
  assert.equal(dateOf("deprecation", "true"), null);
  assert.equal(dateOf("sunset", "soon"), null);
  assert.equal(dateOf("deprecation", "@999999999999"), null);
  assert.deepEqual(announcementsIn([["date", "x"]]), []);
  const both = announcementsIn([
    ["Sunset", "soon"],
    ["Deprecation", "@0"],
  ]);
  assert.deepEqual(
    both.map(({ field }) => field),
    ["deprecation", "sunset"],
  );
});
