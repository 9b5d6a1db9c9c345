import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../util/code-of.ts";

/** What the report's first page says of a run. */
export const ALLURE_ENVIRONMENT = "environment.properties";

/** Files that Allure's adapters write. */
const OF_ALLURE =
  /-(result|container)\.json$|-attachment(\.\w+)?$|^(environment\.properties|categories\.json|executor\.json)$/;

/**
 * Removes an earlier run's results from a folder, and nothing else that somebody may keep there. Throws what the file
 * system does: results that stay would be taken for the next run's.
 */
export function clearAllureResults(folder: string): void {
  for (const name of entriesOf(folder)) {
    if (OF_ALLURE.test(name)) rmSync(join(folder, name), { force: true });
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
