import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { StatementError } from "../errors.ts";
import type { StoredFailure } from "../runner/stored-failure.ts";
import { readJsonFile } from "../util/read-json-file.ts";
import { writeAtomic } from "../util/write-atomic.ts";
import type { StatementTarget } from "./conformance.ts";
import { resultsPath } from "./results-path.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What `npm run replay` can repeat (schemas/failures.schema.json). */
export interface FailuresFile {
  readonly suite: { readonly version: string };
  /** Where the failures were seen. */
  readonly target: StatementTarget;
  readonly failures: readonly StoredFailure[];
}

const SCHEMA = { name: "failures.schema.json", refersTo: ["configuration.schema.json"] };

/** Every program that stores failures has a file with such a name beside the statement. */
const NAME = /^failures.*\.json$/;

/** Where the main job stores its failures. */
export function failuresPath(env: Env, shard?: number): string {
  const name = shard === undefined ? "failures.json" : `failures-${String(shard)}.json`;
  return join(dirname(resultsPath(env, shard)), name);
}

/** The files of failures beside the statement, by name. */
export function failureFiles(env: Env): readonly string[] {
  const folder = dirname(resultsPath(env));
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Writes failures whole or not at all. */
export function writeFailures(path: string, file: FailuresFile): void {
  writeAtomic(path, `${JSON.stringify(file, null, 1)}\n`);
}

/** Reads failures. Throws a StatementError when the file cannot be read or holds something else. */
export function readFailures(path: string): FailuresFile {
  return readJsonFile(
    path,
    SCHEMA,
    (problem) =>
      new StatementError(`${path} ${problem}: repeat the run that wrote it, or name another file with --from.`),
  ) as FailuresFile;
}
