import { counting } from "./counting.ts";
import { runConformance, type CommandRun } from "./run-command.ts";
import { scratchFolder } from "./scratch.ts";

/** Half of these tests are some over REST, the other half the rest over REST and all over gRPC. */
const CHOSEN = ["--grep", "error-body/|content-types/", "--project", "rest", "--project", "grpc", "--workers", "1"];

/** Where the workers of the run count. */
export const COUNTS = scratchFolder();

let run: Promise<CommandRun> | undefined;

/** A run against the reference server, made once for all tests that look at it. */
export function referenceRun(): Promise<CommandRun> {
  return (run ??= runConformance({ TARGET: "reference", ...counting(COUNTS) }, ...CHOSEN));
}

/** A part of the same run. */
export function shardRun(part: string, ...args: readonly string[]): Promise<CommandRun> {
  return runConformance({ TARGET: "reference" }, ...CHOSEN, `--shard=${part}`, ...args);
}
