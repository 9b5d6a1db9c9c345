import { resolve } from "node:path";
import { isThere } from "../util/is-there.ts";
import type { Env } from "./env.ts";

const DEFAULT_FILE = "conformance.config.mjs";
const DEFAULT_FOLDER = "saved-cases";

/**
 * Adds the requirements and cases of the user's configuration, in each process that runs or shows cases: the module that
 * CONFORMANCE_CONFIG names, or `conformance.config.mjs` where there is one, and the cases that explorations saved. Throws
 * a SettingError when something cannot be loaded or is wrong.
 */
export async function loadConfiguration(env: Env): Promise<void> {
  await loadModule(env);
  const folder = savedCasesFolder(env);
  if ((env["SAVED_CASES"] ?? "") === "" && !isThere(folder)) return;
  const { addSavedCases } = await import("./saved-cases.ts");
  addSavedCases(folder);
}

/** Where explorations save cases. */
export function savedCasesFolder(env: Env): string {
  const named = env["SAVED_CASES"] ?? "";
  return named === "" ? DEFAULT_FOLDER : named;
}

async function loadModule(env: Env): Promise<void> {
  const named = env["CONFORMANCE_CONFIG"] ?? "";
  if (named === "" && !isThere(DEFAULT_FILE)) return;
  // Most runs have none, and need not load what reads one.
  const { addConfiguration } = await import("./configuration.ts");
  await addConfiguration(resolve(named === "" ? DEFAULT_FILE : named));
}
