import assert from "node:assert/strict";
import { test } from "node:test";
import { didYouMean, isSlipOf } from "./did-you-mean.ts";

test("two letters that are wrong, missing or too many are a slip, and three are not", () => {
  for (const [name, isSlip] of [
    ["REQUEST_TIMEOUT_MS", true],
    ["request_timeout_ms", true],
    ["REQUEST_TIMEOUT", true],
    ["XEQUEST_TIMEOUT_MX", true],
    ["QUEST_TIMEOUT_MS", true],
    ["REQUEST_TIMEOUT_MSXX", true],
    ["REQUEST_XTIMEOUT_M", true],
    ["XEQUEST_TIMEOUX_MX", false],
    ["EQUEST_TIMEOUT_XX", false],
    ["REQUEST", false],
  ] as const) {
    assert.equal(isSlipOf(name, "REQUEST_TIMEOUT_MS"), isSlip, name);
  }
});

test("the closest candidate is meant, unless none is close", () => {
  assert.equal(didYouMean("runn", ["run", "record"]), "run");
  assert.equal(didYouMean("abcdefghi", ["run", "record"]), undefined);
});
