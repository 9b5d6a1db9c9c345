import assert from "node:assert/strict";
import fs, { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Suite } from "@playwright/test/reporter";
import type { Writer } from "allure-js-commons/sdk/reporter";
import { scratchFolder } from "../../tests/support/scratch.ts";
import FastAllureReporter from "./allure-reporter.ts";

test("writes results and attachments whole, and does not wait for the disk", (t) => {
  const resultsDir = scratchFolder();
  const flush = t.mock.method(fs, "fsyncSync");
  const reporter = new FastAllureReporter({ resultsDir });
  reporter.onBegin({} as Suite);
  const { writer } = (reporter as unknown as { readonly allureRuntime: { readonly writer: Writer } }).allureRuntime;
  writer.writeAttachment("some-attachment.json", Buffer.from("bytes"));
  writer.writeResult({ uuid: "some" } as Parameters<Writer["writeResult"]>[0]);
  assert.equal(flush.mock.callCount(), 0);
  assert.deepEqual(readdirSync(resultsDir).sort(), ["some-attachment.json", "some-result.json"]);
  assert.equal(readFileSync(`${resultsDir}/some-result.json`, "utf8"), '{"uuid":"some"}');
});
