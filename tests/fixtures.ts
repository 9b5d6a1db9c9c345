// The runner without what it does for browsers before and after each test, which is most of a small test's time.
import { _baseTest as base } from "@playwright/test";
import type { Transport } from "../src/contract/transport.ts";
import type { Runner } from "../src/runner/runner.ts";
import { createRedactor, type Redactor } from "../src/report/redact.ts";
import { contextFromEnv, secretsOf, type RunContext } from "../src/runner/run-context.ts";

/** What a project sets: the transport that its tests use. */
export interface WorkerOptions {
  readonly transport: Transport;
}

/** What the tests of one worker share: connections are kept open from test to test. */
interface WorkerFixtures {
  readonly run: RunContext;
  readonly runner: Runner;
  readonly redactor: Redactor;
}

/** Playwright's test with the runner behind it. No browser is used. */
export const test = base.extend<object, WorkerOptions & WorkerFixtures>({
  transport: ["rest", { option: true, scope: "worker" }],
  run: [
    // Playwright reads the fixtures that a function needs from this pattern: it must be one, even an empty one.
    async ({}, use) => {
      const context = contextFromEnv(process.env);
      if (context === undefined) throw new Error("No target is open: start the tests with npm run conformance.");
      await use(context);
    },
    { scope: "worker" },
  ],
  redactor: [
    async ({ run }, use) => {
      await use(createRedactor(secretsOf(run.descriptor)));
    },
    { scope: "worker" },
  ],
  runner: [
    async ({ run, redactor }, use) => {
      // Loaded by the workers alone: the process that lists the tests does not need it.
      const { openRunner } = await import("../src/provisioning/open-runner.ts");
      const { descriptor, known, blocked } = run;
      const runner = openRunner(descriptor, {
        known,
        blocked,
        onSecret: (secret) => {
          redactor.learn(secret);
        },
      });
      await use(runner);
      runner.close();
    },
    { scope: "worker" },
  ],
});
