import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Stage, Status, type TestResult } from "allure-js-commons";
import { liveDescriptorFor } from "../../../tests/support/live-descriptor.ts";
import { scratchFolder } from "../../../tests/support/scratch.ts";
import { runReport } from "../../cli/report-job.ts";
import { tidyResult } from "./tidy.ts";

const descriptor = liveDescriptorFor({ baseUrl: "https://id.example.com", token: "token", key: "key1" });

/** A result as Allure's adapter writes it. */
function result(uuid: string, status: Status): TestResult {
  return {
    uuid,
    name: "success/text A text value is returned",
    fullName: "success.spec.ts › success/text A text value is returned",
    historyId: "same:same",
    testCaseId: "same",
    status,
    statusDetails: {},
    stage: Stage.FINISHED,
    labels: [
      { name: "language", value: "javascript" },
      { name: "thread", value: "pid-1" },
      { name: "tag", value: "grpc-web" },
      { name: "tag", value: "known" },
    ],
    parameters: [{ name: "Project", value: "rest" }],
    steps: [],
    attachments: [],
    links: [],
    titlePath: ["zitadel-metadata-contract", "success.spec.ts"],
    start: 1,
    stop: 2,
  };
}

test("a result names what was tested, without the adapter's labels and files", () => {
  const tidied = result("1", Status.PASSED);
  tidyResult(tidied, descriptor);
  assert.deepEqual(
    tidied.labels.map(({ name, value }) => `${name}=${value}`),
    ["tag=known", "transport=rest", "feature=success"],
  );
  assert.deepEqual(tidied.titlePath, ["rest", "success"]);
  assert.deepEqual(tidied.parameters, []);
});

test("results of two targets in one folder are two tests, and none hides the other", async () => {
  const folder = scratchFolder();
  const results = join(folder, "results");
  const places = [
    { ...descriptor, environment: "production" },
    { ...descriptor, environment: "staging" },
    { ...descriptor, environment: "staging", vendorVersion: "9.9.9" },
    { ...descriptor, environment: "staging", kind: "recording" as const },
    { ...descriptor, environment: "staging", baseUrl: "https://other.example.com" },
  ];
  mkdirSync(results);
  for (const [at, place] of places.entries()) {
    const tidied = result(String(at), at === 0 ? Status.FAILED : Status.PASSED);
    // The red one is the oldest, which a later attempt would replace.
    [tidied.start, tidied.stop] = [1000 * (at + 1), 1000 * (at + 1) + 1];
    tidyResult(tidied, place);
    writeFileSync(join(results, `${String(at)}-result.json`), JSON.stringify(tidied));
  }
  const out = join(folder, "report");
  assert.equal(await runReport(["--out", out], { ALLURE_RESULTS_DIR: results }, () => undefined), 0);
  const statistic = JSON.parse(readFileSync(join(out, "widgets", "statistic.json"), "utf8")) as Record<string, number>;
  assert.equal(statistic["total"], places.length);
  assert.equal(statistic["failed"], 1);
  assert.equal(statistic["retries"], undefined);
});
