import { defineConfig } from "@playwright/test";
import { TRANSPORTS, type Transport } from "./src/contract/transport.ts";
import { caseTimeLimit } from "./src/runner/time-limit.ts";
import { allureDirectory, playwrightDirectory } from "./src/report/results-path.ts";
import { contextFromEnv } from "./src/runner/run-context.ts";
import type { WorkerOptions } from "./tests/fixtures.ts";

const descriptor = contextFromEnv(process.env)?.descriptor;
const isLive = descriptor?.kind === "live";
/** Two workers would each keep the rate, and send twice as many requests. */
const isPaced = descriptor?.network?.maxPerSecond !== undefined;

/** Reporters that print; ours follows them, so that its summary ends the output. */
const printing = (process.env["CONFORMANCE_REPORTER"] ?? "dot").split(",").map((name) => [name] as [string]);

/** The tag of a transport, and not that of another whose name begins with it. */
const TAGS: Readonly<Record<Transport, RegExp>> = {
  rest: /@rest(?![\w-])/,
  grpc: /@grpc(?![\w-])/,
  "grpc-web": /@grpc-web(?![\w-])/,
};

export default defineConfig<object, WorkerOptions>({
  testDir: "tests",
  testMatch: "**/*.spec.ts",
  outputDir: playwrightDirectory(process.env),
  globalSetup: "./tests/global-setup.ts",
  forbidOnly: true,
  // The engine itself sends again after a reset connection, and counts it; a second try of a whole test would hide faults.
  retries: 0,
  // Against a server on this machine one more worker takes longer to start than it saves, and a worker that is given one
  // test at a time waits for the reports of each; a real instance is worth waiting for in parallel.
  fullyParallel: isLive,
  workers: isLive && !isPaced ? 2 : 1,
  timeout: descriptor === undefined ? 30_000 : caseTimeLimit(descriptor),
  reporter: [
    ...printing,
    ["./src/report/reporter.ts"],
    [
      "allure-playwright",
      {
        resultsDir: allureDirectory(process.env),
        detail: false,
        environmentInfo: {
          target: descriptor?.kind ?? "see the labels",
          base_url: descriptor?.baseUrl ?? "unknown",
          environment: descriptor?.environment ?? "none",
          vendor_version: descriptor?.vendorVersion ?? "unknown",
          node: process.version,
        },
      },
    ],
  ],
  projects: TRANSPORTS.map((transport) => ({ name: transport, grep: TAGS[transport], use: { transport } })),
});
