import assert from "node:assert/strict";
import { test } from "node:test";
import { row } from "../../tests/support/report-samples.ts";
import { causesOf, placesOf } from "./causes.ts";

const violation = { expected: "404", actual: "500", where: "status", seen: "HTTP 500" };

test("rows that violate a requirement in the same way are one cause, whatever was seen in detail", () => {
  const [cause, ...rest] = causesOf([
    row("fail", { violations: [violation] }),
    row("fail", { violations: [{ ...violation, actual: "500 with a body" }], case: "life/change" }),
    row("fail", { violations: [violation], transport: "grpc" }),
    // A second attempt at the first.
    row("fail", { violations: [violation] }),
  ]);
  assert.deepEqual(rest, []);
  assert.equal(cause?.rows.length, 3);
  assert.deepEqual(placesOf(cause), [
    { transports: ["rest", "grpc"], cases: ["success/text"] },
    { transports: ["rest"], cases: ["life/change"] },
  ]);
});

test("another requirement, place or class of what was seen is another cause; the most frequent comes first", () => {
  const causes = causesOf([
    row("fail", { violations: [violation] }),
    row("fail", { violations: [{ ...violation, where: "/code" }] }),
    row("fail", { violations: [{ ...violation, seen: "HTTP 501" }] }),
    row("stale", { reason: "KD-1: x" }),
    row("stale", { reason: "KD-2: x" }),
    ...["a/1", "a/2"].map((id) => row("fail", { violations: [violation], case: id, requirement: "GMM-0102" })),
  ]);
  assert.deepEqual(
    causes.map(({ first, rows }) => `${first.requirement} ${first.verdict} ${String(rows.length)}`),
    [
      "GMM-0102 fail 2",
      "GMM-0101 fail 1",
      "GMM-0101 fail 1",
      "GMM-0101 fail 1",
      "GMM-0101 stale 1",
      "GMM-0101 stale 1",
    ],
  );
});

test("what blocks many requirements is one cause", () => {
  const rows = ["GMM-0101", "GMM-0102"].map((requirement) => row("blocked", { requirement, reason: "no answer" }));
  assert.equal(causesOf(rows).length, 1);
});
