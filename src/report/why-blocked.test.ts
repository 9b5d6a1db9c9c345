import assert from "node:assert/strict";
import { test } from "node:test";
import type { Row, Verdict } from "../runner/result.ts";
import { whyBlocked } from "./why-blocked.ts";

const row = (verdict: Verdict): Row => ({
  case: "success/text",
  requirement: "GMM-0101",
  level: "MUST",
  transport: "rest",
  verdict,
  violations: [],
});

test("a test without rows says how it ended, without Playwright's colours", () => {
  const error = { message: "\u001b[31mTest timeout of 1ms exceeded.\u001b[39m\n    at line 1" };
  const timedOut = whyBlocked({ status: "timedOut", error }, undefined);
  assert.equal(timedOut, "the test ran out of time: Test timeout of 1ms exceeded., and judged nothing");
  assert.equal(whyBlocked({ status: "interrupted" }, undefined), "the test was interrupted, and judged nothing");
});

test("rows stand where they account for the end of their test", () => {
  assert.equal(whyBlocked({ status: "passed" }, [row("pass")]), undefined);
  assert.equal(whyBlocked({ status: "failed" }, [row("fail")]), undefined);
  assert.equal(whyBlocked({ status: "failed" }, [row("pass")]), "the test failed");
});
