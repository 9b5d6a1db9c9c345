import { BlockedError } from "../errors.ts";
import type { Baseline } from "../drift/baseline.ts";
import { fetchPublishedContract, type PublishedContract } from "../drift/contract/openapi/published.ts";
import { recordBaseline } from "../drift/make.ts";
import { openTargetConnection } from "../runner/http/open-connection.ts";
import type { Runner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { createRedactor } from "../report/redact.ts";
import { secretsOf, type RunContext } from "../runner/run-context.ts";
import { suiteVersion } from "../util/suite-manifest.ts";
import type { Env } from "../settings/env.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { openRun } from "../bootstrap/open-run.ts";
import { readSettings } from "../settings/settings.ts";
import { holdInterrupts } from "./interrupts.ts";

/**
 * Records the target that the settings name; a live one gets every request twice. Throws a SettingError, a BlockedError
 * or a BaselineError when it cannot make a baseline.
 */
export async function recordTarget(env: Env, twice: boolean, stderr: (text: string) => void): Promise<Baseline> {
  const settings = readSettings(env);
  for (const note of settings.notes) stderr(note);
  // Held until the users of the run are removed.
  const interrupts = holdInterrupts(() => {
    if (settings.target.kind === "live")
      stderr("Interrupted: removing the users of the recording; this takes a moment.");
  });
  try {
    const run = await openRun(settings, { recordsRemoval: true, onNote: stderr, signal: interrupts.signal });
    try {
      if (run.gone !== undefined) stderr(run.gone);
      return await record(run.context, twice, interrupts.signal);
    } finally {
      await run.close();
    }
  } finally {
    interrupts.release();
  }
}

async function record(
  { descriptor, blocked }: RunContext,
  twice: boolean,
  interrupted: AbortSignal,
): Promise<Baseline> {
  const [whyBlocked] = Object.values(blocked);
  if (whyBlocked !== undefined) throw new BlockedError(whyBlocked);
  const redactor = createRedactor(secretsOf(descriptor));
  const runner = openRunner(descriptor, {
    onSecret: (secret) => {
      redactor.learn(secret);
    },
  });
  try {
    return await recordBaseline(descriptor, untilAborted(runner, interrupted), {
      suiteVersion: suiteVersion(),
      contract: await publishedBy(descriptor),
      twice: twice || !descriptor.capabilities.isEmbedded,
      redact: (text) => redactor.text(text),
    });
  } finally {
    runner.close();
  }
}

/** An interrupt ends the recording before the next case. */
function untilAborted(runner: Runner, interrupted: AbortSignal): Runner {
  return {
    run: (testCase, transport) =>
      interrupted.aborted
        ? Promise.reject(new BlockedError("The recording was interrupted: nothing was written."))
        : runner.run(testCase, transport),
    close: () => {
      runner.close();
    },
  };
}

/** A mock serves the suite's own document, so it has none to compare. */
async function publishedBy(descriptor: TargetDescriptor): Promise<PublishedContract> {
  if (!descriptor.capabilities.publishesContract) return { reason: "a mock publishes none" };
  const connection = openTargetConnection(descriptor);
  try {
    return await fetchPublishedContract(connection, descriptor);
  } finally {
    connection.close();
  }
}
