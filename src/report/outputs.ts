import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SettingError } from "../errors.ts";
import { makeFolder } from "../util/make-folder.ts";
import { clearAllureResults } from "./clear-results.ts";
import { failuresPath } from "./failures-file.ts";
import { allureDirectory, resultsPath } from "./results-path.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Removes what an earlier run left, which must not be taken for this one's. Shards add to each other's Allure results. */
export function clearOutputs(env: Env, shard: number | undefined): void {
  const out = resultsPath(env, shard);
  try {
    rmSync(out, { force: true });
    rmSync(failuresPath(env, shard), { force: true });
  } catch {
    throw unwritableStatement(out);
  }
  if (shard === undefined) clearAllureResults(allureDirectory(env));
}

/** Throws a SettingError where results cannot be written: a run whose results are lost need not begin. */
export function demandOutputs(env: Env, shard: number | undefined): void {
  const out = resultsPath(env, shard);
  if (!isWritable(dirname(out))) throw unwritableStatement(out);
  const allure = allureDirectory(env);
  if (isWritable(allure)) return;
  throw new SettingError(
    "ALLURE_RESULTS_DIR",
    `ALLURE_RESULTS_DIR is ${allure}, where nothing can be written: set it to the path of a folder.`,
  );
}

function unwritableStatement(out: string): SettingError {
  return new SettingError(
    "CONFORMANCE_OUT",
    `CONFORMANCE_OUT names ${out}, which cannot be written: set it to the path of a file.`,
  );
}

function isWritable(folder: string): boolean {
  const probe = join(folder, `.${String(process.pid)}.tmp`);
  try {
    makeFolder(folder);
    writeFileSync(probe, "");
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}
