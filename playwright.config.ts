import { resolve } from "node:path";
import { defineConfig, type ReporterDescription } from "@playwright/test";
import { receiveContext } from "./src/cli/parent.ts";
import { SettingError } from "./src/errors.ts";
import { TRANSPORTS, type Transport } from "./src/contract/transport.ts";
import { IS_BUILT, moduleFile } from "./src/package-file.ts";
import { tidyByContext } from "./src/report/allure/tidy-by-context.ts";
import { allureDirectory, playwrightDirectory } from "./src/report/results-path.ts";
import { loadConfiguration } from "./src/settings/load-configuration.ts";
import { contextFromEnv } from "./src/runner/run-context.ts";
import { Failure } from "./tests/failure.ts";
import type { WorkerOptions } from "./tests/fixtures.ts";

// Where nobody has opened the target yet, the global set-up will: until then the settings say enough.
await loadConfiguration(process.env).catch((error: unknown) => {
  throw error instanceof SettingError ? new Failure(error.message) : error;
});
await receiveContext();
const context = contextFromEnv(process.env);
const { env, target } =
  context === undefined
    ? (await import("./src/bootstrap/plan.ts")).readPlan()
    : { env: process.env, target: context.descriptor };
const isLive = target?.kind === "live";
/** Two workers would each keep the rate, and send twice as many requests. */
const isRateLimited = target?.network?.maxPerSecond !== undefined;

/** Reporters that print. `npm run conformance` names them; plain Playwright also writes the report that it can show. */
const printing: ReporterDescription[] = process.env["CONFORMANCE_REPORTER"]
  ?.split(",")
  .map((name) => [name === "console" ? moduleFile("src/report/console-reporter.ts") : name]) ?? [
  ["list"],
  ["html", { open: "never" }],
];

/** The tag of a transport, and not that of another whose name begins with it. */
const TAGS: Readonly<Record<Transport, RegExp>> = {
  rest: /@rest(?![\w-])/,
  grpc: /@grpc(?![\w-])/,
  "grpc-web": /@grpc-web(?![\w-])/,
};

// A test's time limit is in tests/check.ts: it depends on the case.
export default defineConfig<object, WorkerOptions>({
  testDir: "tests",
  testMatch: IS_BUILT ? "*.spec.ts.js" : "*.spec.ts",
  outputDir: resolve(playwrightDirectory(env)),
  globalSetup: moduleFile("tests/global-setup.ts"),
  globalTeardown: moduleFile("tests/global-teardown.ts"),
  forbidOnly: true,
  // The engine itself sends again after a reset connection, and counts it; a second try of a whole test would hide faults.
  retries: 0,
  // All transports at a time: a worker waits often enough for a third one to use two processors better. Against a server on
  // this machine a second worker for the same transport takes longer to start than it saves, and a worker that gets one test
  // at a time waits for the reports of each; a real instance is worth that.
  fullyParallel: isLive,
  workers: isRateLimited ? 1 : isLive ? 2 : TRANSPORTS.length,
  reporter: [
    // Before all others, as it decides what they see.
    [moduleFile("src/report/kept-worker.ts")],
    ...printing,
    // After those that print, so that its summary ends the output.
    [moduleFile("src/report/reporter.ts")],
    [
      moduleFile("src/report/allure-reporter.ts"),
      {
        resultsDir: resolve(allureDirectory(env)),
        detail: false,
        listeners: [{ beforeTestResultWrite: tidyByContext }],
      },
    ],
  ],
  projects: TRANSPORTS.map((transport) => ({
    name: transport,
    grep: TAGS[transport],
    use: { transport },
    ...(isLive ? {} : { workers: 1 }),
  })),
});
