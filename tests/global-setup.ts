import { endWithParent } from "../src/cli/parent.ts";
import { RetryCounter } from "../src/runner/http/retry-statistics.ts";
import { contextFromEnv, contextToEnv } from "../src/runner/run-context.ts";
import { loadEnv } from "../src/settings/env.ts";
import { readKnownDeviations } from "../src/settings/read-known-deviations.ts";
import { openTarget } from "../src/bootstrap/open.ts";
import { preflight } from "../src/bootstrap/preflight.ts";
import { readSettings } from "../src/settings/settings.ts";

/**
 * Opens the target when nobody did: `npm run conformance` opens it in its own process, `npx playwright test` leaves it to
 * this. Returns what closes it again.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (contextFromEnv(process.env) !== undefined) {
    endWithParent();
    return undefined;
  }
  const settings = readSettings(loadEnv());
  for (const note of settings.notes) console.log(note);
  const known = readKnownDeviations(settings.knownDeviations);
  const target = await openTarget(settings);
  try {
    const { descriptor } = target;
    const before = new RetryCounter();
    const blocked = await preflight(descriptor, { retryCounter: before });
    Object.assign(process.env, contextToEnv({ descriptor, blocked, strict: settings.strict, known, before }));
  } catch (error) {
    await target.close();
    throw error;
  }
  return () => target.close();
}
