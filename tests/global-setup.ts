import type { FullConfig } from "@playwright/test";
import { endWithParent } from "../src/cli/parent.ts";
import { UserError } from "../src/errors.ts";
import { demandOutputs, removeOutputs } from "../src/report/outputs.ts";
import { contextFromEnv } from "../src/runner/run-context.ts";
import { loadEnv } from "../src/settings/env.ts";
import { Failure } from "./failure.ts";
import { isOwnContext, openForWorkers } from "./opened-run.ts";

/** Settings of where results go, which workers and reporters read from the environment. */
const OUTPUTS = ["CONFORMANCE_OUT", "CONFORMANCE_JUNIT", "ALLURE_RESULTS_DIR"];

/**
 * Opens the target when nobody did: `npm run conformance` opens it in its own process, and `npx playwright test`, UI mode
 * and editors leave it to this.
 */
export default async function globalSetup({ shard }: FullConfig): Promise<void> {
  if (contextFromEnv(process.env) !== undefined && !isOwnContext()) {
    endWithParent();
    return;
  }
  try {
    const env = loadEnv();
    for (const name of OUTPUTS) if (env[name] !== undefined) process.env[name] = env[name];
    demandOutputs(env, shard?.current);
    await openForWorkers(env);
  } catch (error) {
    // What an earlier run left must not be taken for this one's.
    removeOutputs(process.env, shard?.current);
    throw error instanceof UserError ? new Failure(error.message) : error;
  }
}
