// Private, and worth it: the public test prepares browsers, traces and request contexts before each test, and takes 3.1 s of
// 14.2 s of processor time in a run of 335 tests (median of five). The listing test notices when it is gone.
import { _baseTest as base, type PlaywrightWorkerOptions } from "@playwright/test";
import type { Transport } from "../src/contract/transport.ts";
import type { Runner } from "../src/runner/runner.ts";
import { createRedactor, type Redactor } from "../src/report/redact.ts";
import { contextFromEnv, secretsOf, type RunContext } from "../src/runner/run-context.ts";
import { createCheck, type Check } from "./check.ts";
import { Failure } from "./failure.ts";

/** What a project sets, and what UI mode and `--trace` set. */
export interface WorkerOptions {
  /** The transport that the tests of the project use. */
  readonly transport: Transport;
  /** UI mode shows a test's steps by its trace. */
  readonly trace: PlaywrightWorkerOptions["trace"];
}

/** What the tests of one worker share: connections are kept open from test to test. */
interface WorkerFixtures {
  readonly run: RunContext;
  readonly runner: Runner;
  readonly redactor: Redactor;
  /** Runs a case over the project's transport; each of its requirements becomes a step of the test. */
  readonly check: Check;
}

/** Playwright's test with the runner behind it. No browser is used. */
export const test = base.extend<object, WorkerOptions & WorkerFixtures>({
  transport: ["rest", { option: true, scope: "worker" }],
  trace: ["off", { option: true, scope: "worker" }],
  run: [
    // Playwright reads the fixtures that a function needs from this pattern: it must be one, even an empty one.
    async ({}, use) => {
      const context = contextFromEnv(process.env);
      if (context === undefined) throw new Failure("No target is open: run the global set-up before the tests.");
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
  check: [
    async ({ run, runner, redactor, transport, trace }, use) => {
      await use(createCheck({ context: run, runner, redactor, transport, showsSteps: showsSteps(trace) }));
    },
    { scope: "worker" },
  ],
});

/**
 * True unless only our own reporters look at the tests: Allure's makes its steps of the rows. Playwright sends two messages
 * for each step, which for the five thousand of a run take longer than everything that the suite itself does.
 */
function showsSteps(trace: WorkerOptions["trace"]): boolean {
  return process.env["CONFORMANCE_REPORTER"] !== "console" || trace !== "off";
}
