import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../util/code-of.ts";

/** What the report's first page says of a run. */
export const ALLURE_ENVIRONMENT = "environment.properties";

/** Names that Allure gives, each after an id. A name alone, such as `my-result.json`, may be anybody's. */
const OF_ALLURE =
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}-(?:(?:result|container|globals)\.json|attachment(?:\.[\w.+-]+)?)$/i;

/**
 * Removes an earlier run's results from a folder, and nothing else that somebody may keep there: `categories.json` and
 * `executor.json` are for Allure, but no run writes them. Throws what the file system does: results that stay would be
 * taken for the next run's.
 */
export function clearAllureResults(folder: string): void {
  for (const name of entriesOf(folder)) {
    if (OF_ALLURE.test(name) || name === ALLURE_ENVIRONMENT) rmSync(join(folder, name), { force: true });
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // Where there is no folder, nothing is left of an earlier run.
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return [];
    throw error;
  }
}
