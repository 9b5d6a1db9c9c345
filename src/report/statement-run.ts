import { randomUUID } from "node:crypto";
import { arch, release, type } from "node:os";
import type { StatementRun } from "./conformance.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Variables that are the same in all jobs of one run of CI, also where some of them are run again, and in no other run. */
const CI_RUNS = { GITHUB_RUN_ID: "GitHub Actions", CI_PIPELINE_ID: "GitLab CI" } as const;

/** The run of CI that the process is part of. */
function ciRunOf(env: Env): string | undefined {
  for (const [name, service] of Object.entries(CI_RUNS)) {
    const id = env[name]?.trim() ?? "";
    if (id !== "") return `${service} ${id}`;
  }
  return undefined;
}

/** What the statement says of the process that ran tests from a time until now. */
export function statementRun(
  startedAt: Date,
  shard: StatementRun["shard"],
  clockAhead: number | null | undefined,
  env: Env,
): StatementRun {
  const ciRun = ciRunOf(env);
  return {
    id: randomUUID(),
    shard,
    ...(ciRun === undefined ? {} : { ciRun }),
    startedAt: startedAt.toISOString(),
    // A clock may be set back during a run.
    durationMs: Math.max(0, Date.now() - startedAt.getTime()),
    node: process.version,
    os: `${type()} ${release()} ${arch()}`,
    clockAheadMs: clockAhead ?? null,
  };
}

/** When the first of several runs began, and milliseconds until the last one ended. */
export function timesOf(runs: readonly StatementRun[]): { readonly startedAt: string; readonly durationMs: number } {
  const starts = runs.map(({ startedAt }) => Date.parse(startedAt));
  const ends = runs.map(({ durationMs }, at) => (starts[at] ?? 0) + durationMs);
  const first = Math.min(...starts);
  return { startedAt: new Date(first).toISOString(), durationMs: Math.max(...ends) - first };
}

/** That merged shards may be of different runs, where no run of CI links them: their target and settings are the same. */
export function unlinkedText(runs: readonly StatementRun[]): string | undefined {
  const [first, ...rest] = runs;
  if (first === undefined || rest.length === 0) return undefined;
  if (first.ciRun !== undefined && rest.every(({ ciRun }) => ciRun === first.ciRun)) return undefined;
  const starts = runs.map(({ startedAt }) => startedAt).sort();
  return `nothing shows that all are of one run, as they name no run of CI (${Object.keys(CI_RUNS).join(", ")}) that they share; the first began at ${starts[0] ?? ""}, the last at ${starts.at(-1) ?? ""}`;
}

/** A duration as a person says it. */
export function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${String(seconds)} s` : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/** The clocks of a live server and of the machines that tested it: the greatest difference of several runs. */
export function clockSkewText(runs: readonly StatementRun[]): string {
  const [ahead] = runs
    .flatMap(({ clockAheadMs }) => clockAheadMs ?? [])
    .sort((left, right) => Math.abs(right) - Math.abs(left));
  if (ahead === undefined) return "not known";
  const distance = Math.abs(ahead);
  if (distance < 1000) return "less than 1 s";
  return `the server is ${durationText(distance)} ${ahead > 0 ? "ahead" : "behind"}`;
}
