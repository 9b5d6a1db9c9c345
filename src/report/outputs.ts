import { rmSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { SettingError } from "../errors.ts";
import { isInside } from "../util/is-inside.ts";
import { isNoFile } from "../util/is-there.ts";
import { mayWriteFile, mayWriteInto } from "../util/may-write.ts";
import { writeAtomic } from "../util/write-atomic.ts";
import { ALLURE_ENVIRONMENT, clearAllureResults } from "./clear-results.ts";
import type { Statement } from "./conformance.ts";
import { failuresPath } from "./failures-file.ts";
import { isFreeFor, type OwnKind } from "./own-file.ts";
import { allureDirectory, junitPath, readablePaths, resultsPath } from "./results-path.ts";
import { writeStatement } from "./statement-file.ts";
import { statementJunit } from "./statement/junit.ts";
import { codeOf } from "../util/code-of.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Removes what an earlier run left, which must not be taken for this one's. Shards add to each other's Allure results.
 * Throws a SettingError, and removes nothing, where a file is none of the suite's.
 */
export function clearOutputs(env: Env, shard: number | undefined): void {
  const out = resultsPath(env, shard);
  const junit = junitPath(env);
  demandOwn(out, writtenBeside(out, failuresPath(env, shard)));
  demandOwnJunit(env);
  demandOwnAllure(env);
  const paths = [out, failuresPath(env, shard), ...Object.values(readablePaths(out))];
  if (!paths.every(isRemoved)) throw unwritableStatement(out);
  if (junit !== undefined && !isRemoved(junit)) throw unwritableJunit(junit);
  if (shard === undefined && !isCleared(allureDirectory(env)))
    throw wrongAllure(allureDirectory(env), "from which an earlier run's results cannot be removed");
}

/** A path that the suite writes, and what it writes there. */
type Written = readonly [path: string, kind: OwnKind];

/** What is written beside a statement. */
function writtenBeside(out: string, failures?: string): readonly Written[] {
  const { md, html, svg } = readablePaths(out);
  return [
    ...(failures === undefined ? [] : [[failures, "failures"] as const]),
    ...([
      [md, "md"],
      [html, "html"],
      [svg, "svg"],
    ] as const),
  ];
}

/** Throws a SettingError where a statement, or what is written beside it, would cost the user a file. */
function demandOwn(out: string, beside: readonly Written[], setting: OutSetting = "CONFORMANCE_OUT"): void {
  if (!isFreeFor("statement", out)) {
    throw new SettingError(
      setting,
      `${setting} names ${out}, which holds something else than the statement of a run: move that file, or set ${setting} to another path.`,
    );
  }
  const foreign = beside.find(([path, kind]) => !isFreeFor(kind, path));
  if (foreign === undefined) return;
  throw new SettingError(
    setting,
    `${setting} names ${out}, and what belongs beside it would overwrite ${foreign[0]}, which no run wrote: move that file, or set ${setting} to another path.`,
  );
}

function demandOwnJunit(env: Env): void {
  const junit = junitPath(env);
  if (junit === undefined || isFreeFor("junit", junit)) return;
  throw new SettingError(
    "CONFORMANCE_JUNIT",
    `CONFORMANCE_JUNIT names ${junit}, which holds something else than the JUnit XML of a run: move that file, or set CONFORMANCE_JUNIT to another path.`,
  );
}

/**
 * Throws a SettingError where Allure's results would cost the user a file, or lie among files of every kind: in a folder
 * that holds the project or the user's home.
 */
function demandOwnAllure(env: Env): void {
  const folder = allureDirectory(env);
  const held = [process.cwd(), homeFolder()].find((path) => path !== undefined && isInside(path, folder));
  if (held !== undefined) throw wrongAllure(folder, `a folder that holds ${held} and not only results`);
  const page = join(folder, ALLURE_ENVIRONMENT);
  if (isFreeFor("environment", page)) return;
  throw new SettingError(
    "ALLURE_RESULTS_DIR",
    `ALLURE_RESULTS_DIR is ${folder}, where a run would overwrite ${page}, which none wrote: move that file, or set ALLURE_RESULTS_DIR to another folder.`,
  );
}

/** Undefined for a user without one, as a container may have. */
function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
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
  demandStatement(env, resultsPath(env, shard), failuresPath(env, shard));
  demandAllure(env);
}

/** Throws a SettingError where Allure's results cannot be written, or would overwrite what no run wrote. */
export function demandAllure(env: Env): void {
  const folder = allureDirectory(env);
  demandOwnAllure(env);
  if (!mayWriteInto(folder)) throw wrongAllure(folder, "where nothing can be written");
}

/**
 * Throws a SettingError where the statement, or the JUnit XML that is asked for, cannot be written, or where one would
 * overwrite the other, a file that is written beside them, or a file that no run wrote.
 */
export function demandStatement(
  env: Env,
  out: string,
  failures?: string,
  setting: OutSetting = "CONFORMANCE_OUT",
): void {
  if (!mayWriteFile(out)) throw unwritableStatement(out, setting);
  const junit = junitPath(env);
  if (junit !== undefined && !mayWriteFile(junit)) throw unwritableJunit(junit);
  const beside = writtenBeside(out, failures);
  const taken = beside.map(([path]) => resolve(path));
  if (taken.includes(resolve(out))) throw overwriting(setting, out);
  if (junit !== undefined && [resolve(out), ...taken].includes(resolve(junit))) {
    throw overwriting("CONFORMANCE_JUNIT", junit);
  }
  demandOwn(out, beside, setting);
  demandOwnJunit(env);
}

/** What names the path of a statement. */
type OutSetting = "CONFORMANCE_OUT" | "--out";

/** Writes the statement of a run, and the same as JUnit XML where that is asked for. */
export function writeOutputs(env: Env, out: string, statement: Statement): void {
  writeStatement(out, statement);
  const junit = junitPath(env);
  if (junit !== undefined) writeAtomic(junit, statementJunit(statement));
}

/** Removes what of a run's results could be written, as far as it can be removed; what stands in the way is not ours. */
export function removeOutputs(env: Env, shard: number | undefined): void {
  const out = resultsPath(env, shard);
  const junit = junitPath(env);
  const written: readonly Written[] = [
    [out, "statement"],
    ...writtenBeside(out, failuresPath(env, shard)),
    ...(junit === undefined ? [] : [[junit, "junit"] as const]),
  ];
  for (const [path, kind] of written) if (isFreeFor(kind, path)) isRemoved(path);
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
