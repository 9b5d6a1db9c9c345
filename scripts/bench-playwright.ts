import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { everyTest } from "../src/report/collector.ts";

/** Inside the project, so that its packages are found. */
const FOLDER = "results/bench/empty";

/** The arguments to node that run as many empty Playwright tests as the main job has, with Allure's reporter as it comes. */
export function emptyTests(): readonly string[] {
  mkdirSync(FOLDER, { recursive: true });
  const count = String(everyTest().length);
  const config = {
    testMatch: "*.spec.ts",
    workers: 1,
    reporter: [["dot"], ["allure-playwright", { resultsDir: join(FOLDER, "allure") }]],
  };
  writeFileSync(join(FOLDER, "playwright.config.ts"), `export default ${JSON.stringify(config)};\n`);
  writeFileSync(
    join(FOLDER, "empty.spec.ts"),
    `import { test } from "@playwright/test";\nfor (let at = 0; at < ${count}; at++) test(String(at), () => {});\n`,
  );
  return [createRequire(import.meta.url).resolve("@playwright/test/cli"), "test", "-c", FOLDER];
}

/** Settings of a run against a real release whose deviations are all listed. */
export const PASSING_RUN: Readonly<Record<string, string>> = {
  TARGET: "recording",
  RECORDING: "fixtures/recordings/zitadel-v4.0.0.json",
};

/** Settings of a run against the same with none listed: many tests fail. */
export function failingRun(): Readonly<Record<string, string>> {
  const none = "results/bench/none-known.json";
  writeFileSync(none, "[]");
  return { ...PASSING_RUN, KNOWN_DEVIATIONS: none };
}
