import assert from "node:assert/strict";
import fs, { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Suite } from "@playwright/test/reporter";
import type { Writer } from "allure-js-commons/sdk/reporter";
import { scratchFolder } from "../../tests/support/scratch.ts";
import FastAllureReporter from "./allure-reporter.ts";

/** What a reporter writes with, once a run has begun. */
function writerTo(resultsDir: string): Writer {
  const reporter = new FastAllureReporter({ resultsDir });
  reporter.onBegin({} as Suite);
  return (reporter as unknown as { readonly allureRuntime: { readonly writer: Writer } }).allureRuntime.writer;
}

const RESULT = { uuid: "some" } as Parameters<Writer["writeResult"]>[0];

test("writes results and attachments whole, and does not wait for the disk", (t) => {
  const resultsDir = scratchFolder();
  const flush = t.mock.method(fs, "fsyncSync");
  const writer = writerTo(resultsDir);
  writer.writeAttachment("some-attachment.json", Buffer.from("bytes"));
  writer.writeResult(RESULT);
  assert.equal(flush.mock.callCount(), 0);
  assert.deepEqual(readdirSync(resultsDir).sort(), ["some-attachment.json", "some-result.json"]);
  assert.equal(readFileSync(`${resultsDir}/some-result.json`, "utf8"), '{"uuid":"some"}');
});

test("a result that cannot be written ends the run with one sentence and code 2", (t) => {
  const file = join(scratchFolder(), "file");
  writeFileSync(file, "");
  const said = t.mock.method(console, "error", () => undefined);
  const exit = t.mock.method(process, "exit", () => undefined as never);
  writerTo(file).writeResult(RESULT);
  assert.deepEqual(exit.mock.calls[0]?.arguments, [2]);
  assert.match(
    String(said.mock.calls[0]?.arguments[0]),
    /^The results could not be written \(EEXIST\): .*ALLURE_RESULTS_DIR/,
  );
});
