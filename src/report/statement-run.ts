import { randomUUID } from "node:crypto";
import { arch, release, type } from "node:os";
import type { StatementRun } from "./conformance.ts";

/** What the statement says of the process that ran tests from a time until now. */
export function statementRun(startedAt: Date, shard: StatementRun["shard"], now = Date.now()): StatementRun {
  return {
    id: randomUUID(),
    shard,
    startedAt: startedAt.toISOString(),
    // A clock may be set back during a run.
    durationMs: Math.max(0, Math.round(now - startedAt.getTime())),
    node: process.version,
    os: `${type()} ${release()} ${arch()}`,
  };
}

/** When the first of several runs began, and milliseconds until the last one ended. */
export function timesOf(runs: readonly StatementRun[]): { readonly startedAt: string; readonly durationMs: number } {
  const starts = runs.map(({ startedAt }) => Date.parse(startedAt));
  const ends = runs.map(({ durationMs }, at) => (starts[at] ?? 0) + durationMs);
  const first = Math.min(...starts);
  return { startedAt: new Date(first).toISOString(), durationMs: Math.max(...ends) - first };
}
