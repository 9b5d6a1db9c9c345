import assert from "node:assert/strict";
import { test } from "node:test";
import type { SampleResult } from "../../samples/result.ts";
import { sampleLines } from "./text.ts";

const RESULT = { language: "csharp", variant: "Http Client", toolChain: null, libraries: [], scenarios: [] };

test("a sample that does not work is followed by the command that runs it alone", () => {
  const failed: SampleResult = { ...RESULT, verdict: "fail", reason: "it does not build" };
  assert.match(sampleLines(failed), /\n +again: npm run samples -- --language csharp --variant 'Http Client'$/);
  for (const verdict of ["pass", "known", "skipped"] as const)
    assert.doesNotMatch(sampleLines({ ...RESULT, verdict }), /again/);
});
