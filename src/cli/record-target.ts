import type { Baseline } from "../drift/baseline.ts";
import { recordBaseline } from "../drift/make.ts";
import { createRedactor } from "../report/redact.ts";
import { suiteVersion } from "../report/statement-file.ts";
import { BlockedError } from "../targets/blocked-error.ts";
import type { Env } from "../targets/env.ts";
import { openTarget } from "../targets/open.ts";
import { preflight } from "../targets/preflight.ts";
import { readSettings } from "../targets/settings.ts";

/**
 * Records the target that the settings name; a live one is asked everything twice. Throws a SettingError, a BlockedError
 * or a BaselineError when there is no baseline to be had.
 */
export async function recordTarget(env: Env, twice: boolean): Promise<Baseline> {
  const target = await openTarget(readSettings(env));
  try {
    const { facts } = target;
    const [blocked] = Object.values(await preflight(facts));
    if (blocked !== undefined) throw new BlockedError(blocked);
    const redactor = createRedactor(Object.values(facts.tokens));
    return await recordBaseline(facts, {
      suiteVersion: suiteVersion(),
      twice: twice || facts.kind === "live",
      redact: (text) => redactor.text(text),
    });
  } finally {
    await target.close();
  }
}
