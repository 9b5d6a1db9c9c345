import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { SettingError } from "../errors.ts";
import { isNoFile } from "../util/is-there.ts";
import { mayWriteFile, mayWriteInto } from "../util/may-write.ts";
import { writeAtomic } from "../util/write-atomic.ts";
import { clearAllureResults } from "./clear-results.ts";
import type { Statement } from "./conformance.ts";
import { failuresPath } from "./failures-file.ts";
import { allureDirectory, junitPath, readablePaths, resultsPath } from "./results-path.ts";
import { writeStatement } from "./statement-file.ts";
import { statementJunit } from "./statement/junit.ts";
import { codeOf } from "../util/code-of.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Removes what an earlier run left, which must not be taken for this one's. Shards add to each other's Allure results. */
export function clearOutputs(env: Env, shard: number | undefined): void {
  const out = resultsPath(env, shard);
  const junit = junitPath(env);
  const paths = [out, failuresPath(env, shard), ...Object.values(readablePaths(out))];
  if (!paths.every(isRemoved)) throw unwritableStatement(out);
  if (junit !== undefined && !isRemoved(junit)) throw unwritableJunit(junit);
  if (shard === undefined && !isCleared(allureDirectory(env)))
    throw wrongAllure(allureDirectory(env), "from which an earlier run's results cannot be removed");
}

/** Removes a file, and no device or pipe: false when something stays there. */
function isRemoved(path: string): boolean {
  try {
    if (!isNoFile(path)) rmSync(path, { force: true });
    return !isNoFile(path);
  } catch {
    return false;
  }
}

function isCleared(folder: string): boolean {
  try {
    clearAllureResults(folder);
    return true;
  } catch {
    return false;
  }
}

/** Throws a SettingError where results cannot be written: a run whose results are lost need not begin. */
export function demandOutputs(env: Env, shard: number | undefined): void {
  demandStatement(env, resultsPath(env, shard), [failuresPath(env, shard)]);
  demandAllure(env);
}

/** Throws a SettingError where Allure's results cannot be written. */
export function demandAllure(env: Env): void {
  const folder = allureDirectory(env);
  if (!mayWriteInto(folder)) throw wrongAllure(folder, "where nothing can be written");
}

/**
 * Throws a SettingError where the statement, or the JUnit XML that is asked for, cannot be written, or where one would
 * overwrite the other or a file that is written beside them.
 */
export function demandStatement(
  env: Env,
  out: string,
  beside: readonly string[] = [],
  setting: OutSetting = "CONFORMANCE_OUT",
): void {
  if (!mayWriteFile(out)) throw unwritableStatement(out, setting);
  const junit = junitPath(env);
  if (junit !== undefined && !mayWriteFile(junit)) throw unwritableJunit(junit);
  const taken = [...beside, ...Object.values(readablePaths(out))].map((path) => resolve(path));
  if (taken.includes(resolve(out))) throw overwriting(setting, out);
  if (junit !== undefined && [resolve(out), ...taken].includes(resolve(junit))) {
    throw overwriting("CONFORMANCE_JUNIT", junit);
  }
}

/** What names the path of a statement. */
type OutSetting = "CONFORMANCE_OUT" | "--out";

/** Writes the statement of a run, and the same as JUnit XML where that is asked for. */
export function writeOutputs(env: Env, out: string, statement: Statement): void {
  writeStatement(out, statement);
  const junit = junitPath(env);
  if (junit !== undefined) writeAtomic(junit, statementJunit(statement));
}

/** Removes what of a run's results could be written, as far as it can be removed. */
export function removeOutputs(env: Env, shard: number | undefined): void {
  const out = resultsPath(env, shard);
  // What stands in the way is not ours.
  for (const path of [out, failuresPath(env, shard), ...Object.values(readablePaths(out))]) isRemoved(path);
}

/** Why the results of a run could not be written, in one sentence. */
export function whyUnwritten(error: unknown): string {
  const code = codeOf(error) ?? "unknown reason";
  return `The results could not be written (${code}): free space on the disk, or set CONFORMANCE_OUT and ALLURE_RESULTS_DIR to other places, and run again.`;
}

function wrongAllure(folder: string, why: string): SettingError {
  return new SettingError(
    "ALLURE_RESULTS_DIR",
    `ALLURE_RESULTS_DIR is ${folder}, ${why}: set it to the path of a folder.`,
  );
}

function unwritableJunit(path: string): SettingError {
  return new SettingError(
    "CONFORMANCE_JUNIT",
    `CONFORMANCE_JUNIT names ${path}, which cannot be written: set it to the path of a file.`,
  );
}

function unwritableStatement(out: string, setting: OutSetting = "CONFORMANCE_OUT"): SettingError {
  return new SettingError(setting, `${setting} names ${out}, which cannot be written: set it to the path of a file.`);
}

function overwriting(setting: OutSetting | "CONFORMANCE_JUNIT", path: string): SettingError {
  return new SettingError(
    setting,
    `${setting} names ${path}, where the run writes another of its files: set it to another path.`,
  );
}
