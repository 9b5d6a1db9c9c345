import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { LEAVES_NO_TRACE } from "./test-process.ts";
import report, { type TestEvent } from "./test-reporter.ts";

const ONE = join(process.cwd(), "src/one.test.ts");
const BUILT = join(process.cwd(), "node_modules/.cache/zitadel-conformance/tests-0f/src/one.test.js");
const PROCESS = join(process.cwd(), "node_modules/.cache/zitadel-conformance/tests-0f/shared-xY0_z1/2.js");
const TWO = join(process.cwd(), "src/two.test.ts");

async function textOf(...events: readonly TestEvent[]): Promise<string> {
  const stream = (async function* () {
    await Promise.resolve();
    yield* events;
  })();
  let text = "";
  for await (const part of report(stream)) text += part;
  return text;
}

test("tests that pass are one line a file, and node's counts end the output", async () => {
  const text = await textOf(
    { type: "test:pass", data: { file: ONE, name: "a" } },
    { type: "test:pass", data: { file: ONE, name: "b", skip: "" } },
    { type: "test:pass", data: { file: ONE, name: "group", details: { type: "suite" } } },
    { type: "test:pass", data: { file: TWO, name: "c" } },
    { type: "test:diagnostic", data: { nesting: 1, message: "of one file" } },
    { type: "test:diagnostic", data: { nesting: 0, message: "pass 2" } },
  );
  assert.equal(text, "src/one.test.ts: 1 passed, 1 skipped\nsrc/two.test.ts: 1 passed\n# pass 2\n");
});

test("a failure is shown whole, with what its file printed, and not again for what holds it", async () => {
  const cause = new RangeError("too far");
  const text = await textOf(
    { type: "test:start", data: { file: ONE, nesting: 0, name: "group" } },
    { type: "test:start", data: { file: ONE, nesting: 1, name: "a" } },
    { type: "test:stdout", data: { file: BUILT, message: "printed\n" } },
    { type: "test:fail", data: { file: ONE, nesting: 1, name: "a", details: { error: new Error("1", { cause }) } } },
    {
      type: "test:fail",
      data: { file: ONE, nesting: 0, name: "group", details: { error: failure("subtestsFailed") } },
    },
    { type: "test:diagnostic", data: { nesting: 0, message: "fail 2" } },
  );
  assert.ok(text.startsWith("\nFAILED src/one.test.ts: group > a\nRangeError: too far\n    at "), text);
  assert.ok(text.endsWith("\nprinted\n\nsrc/one.test.ts: 0 passed, 1 failed\n# fail 2\n"), text);
});

test("that a file leaves its process as it was is no test of its own, and its failure is the file's", async () => {
  const data = { file: BUILT, name: LEAVES_NO_TRACE };
  const text = await textOf(
    { type: "test:pass", data: { file: ONE, name: "a" } },
    { type: "test:start", data },
    { type: "test:pass", data },
    { type: "test:pass", data: { file: PROCESS, name: PROCESS } },
    { type: "test:pass", data: { file: TWO, name: "b" } },
    { type: "test:fail", data: { ...data, details: { error: new Error("a variable") } } },
    { type: "test:diagnostic", data: { nesting: 0, message: "fail 1" } },
  );
  assert.ok(text.startsWith("src/one.test.ts: 1 passed\n\nFAILED src/two.test.ts: leaves the process"), text);
  assert.ok(text.endsWith("\nsrc/two.test.ts: 1 passed, 1 failed\n# fail 1\n"), text);
});

test("what a file prints is no other file's, and a file that ends before its first test is named", async () => {
  const text = await textOf(
    { type: "test:stdout", data: { file: BUILT, message: "of one\n" } },
    { type: "test:pass", data: { file: ONE, name: "a" } },
    { type: "test:stdout", data: { file: BUILT, message: "more of one\n" } },
    { type: "test:pass", data: { file: ONE, name: "b" } },
    { type: "test:fail", data: { file: TWO, name: "c", details: { error: new Error("two") } } },
    { type: "test:fail", data: { file: BUILT, name: BUILT, details: { error: new Error("ended") } } },
  );
  assert.ok(text.startsWith("src/one.test.ts: 2 passed\n\nFAILED src/two.test.ts: c\nError: two\n"), text);
  assert.match(text, /^FAILED src\/one\.test\.ts: /m);
  assert.doesNotMatch(text, /of one/);
});

function failure(failureType: string): Error & { readonly failureType: string } {
  return Object.assign(new Error("1 subtest failed"), { failureType });
}
