import { SettingError } from "../errors.ts";
import { loadEnv, type Env } from "../settings/env.ts";
import { readSettings } from "../settings/settings.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

/** What the test runner must know of a run before its target is open. */
export interface RunPlan {
  /** The environment, with what the files of settings add to it. */
  readonly env: Env;
  /** Undefined while the settings are wrong. */
  readonly target?: Pick<TargetDescriptor, "kind" | "network">;
}

/**
 * Reads the plan from the settings and sends nothing. Wrong settings are no error here: listing the tests works with any,
 * and whoever opens the run says what is wrong with them.
 */
export function readPlan(): RunPlan {
  let env: Env = process.env;
  try {
    env = loadEnv();
    return { env, target: readSettings(env).target };
  } catch (error) {
    if (error instanceof SettingError) return { env };
    throw error;
  }
}
