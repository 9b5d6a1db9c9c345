import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SampleResult } from "../../samples/result.ts";
import { writeAtomic } from "../../util/write-atomic.ts";
import type { StatementTarget } from "../conformance.ts";
import { readStatement, writeStatement } from "../statement-file.ts";
import { suiteVersion } from "../../util/suite-manifest.ts";

/** Where a run of the samples writes its verdicts: beside the statement. */
export function samplesPath(statementPath: string): string {
  return join(dirname(statementPath), "samples.json");
}

/** Writes the verdicts as a file of their own. */
export function writeSamples(path: string, target: StatementTarget, samples: readonly SampleResult[]): void {
  writeAtomic(path, `${JSON.stringify({ suite: { version: suiteVersion() }, target, samples }, null, 1)}\n`);
}

/** Adds the verdicts to the statement of the same target as a group of its own. False when there is no such statement. */
export function addToStatement(path: string, target: StatementTarget, samples: readonly SampleResult[]): boolean {
  if (!existsSync(path)) return false;
  const statement = readStatement(path);
  if (!isSame(statement.target, target)) return false;
  writeStatement(path, { ...statement, samples });
  return true;
}

/** The port of an embedded target differs from run to run and does not count. */
function isSame(left: StatementTarget, right: StatementTarget): boolean {
  return (
    left.kind === right.kind &&
    left.vendorVersion === right.vendorVersion &&
    left.environment === right.environment &&
    (left.kind !== "live" || left.baseUrl === right.baseUrl)
  );
}
