import { loadConfiguration } from "../settings/load-configuration.ts";
import { loadEnv, type Env } from "../settings/env.ts";

/** The settings of a command that runs cases, with the cases of the user's configuration added. */
export async function openEnv(): Promise<Env> {
  await loadConfiguration(process.env);
  return loadEnv();
}
