import assert from "node:assert/strict";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { CASES } from "../src/cases/index.ts";
import { withResolvers } from "../src/util/with-resolvers.ts";

/** A test file, as several processes share it. */
export interface SharedFile {
  /** Its place in the bundle. */
  readonly built: string;
  /** The process that creates this file runs the tests, and those of every other test file that names it. */
  readonly begun: string;
  /** Exists as soon as all tests of the file have ended. */
  readonly ended: string;
}

/** The last test of every file, which is no test of the file's own. */
export const LEAVES_NO_TRACE = "leaves the process as it found it";

/** Milliseconds for which a process may go on after its last test: a failed one may have left a server open. */
const LONGEST_REST = 60_000;

/**
 * Runs the tests of one file after the other, except those that another process has begun. Most of the time of a small
 * test goes into loading code and compiling it, which one process does once.
 */
export async function runTestFiles(files: readonly SharedFile[], longestRest = LONGEST_REST): Promise<void> {
  let last = withResolvers<undefined>();
  const own = new Set<string>();
  for (const { built, begun, ended } of files) {
    if (!own.has(begun) && !creates(begun)) continue;
    own.add(begun);
    const before = stateOfProcess();
    await load(built);
    const [tests, next] = [withResolvers<undefined>(), withResolvers<undefined>()];
    // It waits for all tests of its file. As node ends with the last test, it lasts until the next file's are known.
    void test(LEAVES_NO_TRACE, async () => {
      const after = stateOfProcess();
      tests.resolve(undefined);
      await next.promise;
      const changed = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
      // The only file of a process harms no other.
      if (files.length > 1) assert.deepEqual(changed, []);
    });
    last.resolve(undefined);
    await tests.promise;
    writeFileSync(ended, "");
    last = next;
  }
  last.resolve(undefined);
  setTimeout(endAnyway, longestRest).unref();
}

/** Something is left open that keeps the process from ending, which is a fault of a test. */
function endAnyway(): void {
  console.error(`After the last test there was still open: ${process.getActiveResourcesInfo().join(", ")}.`);
  process.exit(1);
}

function creates(path: string): boolean {
  try {
    closeSync(openSync(path, "wx"));
    return true;
  } catch {
    return false;
  }
}

async function load(built: string): Promise<void> {
  try {
    await import(pathToFileURL(built).href);
  } catch (error) {
    void test(`${built} cannot be loaded`, () => {
      throw error;
    });
  }
}

/** What the tests of one file could change for those of the next, by its name. */
function stateOfProcess(): Readonly<Record<string, unknown>> {
  const listeners = ["SIGINT", "SIGTERM"].map((name) => [`listeners of ${name}`, process.listenerCount(name)] as const);
  const variables = Object.entries(process.env).map(([name, value]) => [`the variable ${name}`, value] as const);
  return Object.fromEntries<unknown>([
    ["the working directory", process.cwd()],
    ["the number of cases", CASES.length],
    ...listeners,
    ...variables,
  ]);
}
