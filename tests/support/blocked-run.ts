import { runMainJob } from "../../src/cli/main-job.ts";
import type { StartedPlaywright } from "../../src/cli/playwright.ts";
import { run } from "./in-process.ts";
import { filesIn, outputsIn, type CommandRun } from "./run-command.ts";
import { scratchFolder } from "./scratch.ts";

/**
 * Runs the main job in this process, with its files in a separate folder. For a run that is blocked before its first
 * test: without Playwright, which a started command loads in the meantime and then ends.
 */
export async function runBlocked(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandRun> {
  const folder = scratchFolder();
  const { code, said, stderr } = await run(
    (argv, surroundings) => runMainJob(argv, surroundings, () => NO_PLAYWRIGHT),
    args,
    { ...outputsIn(folder), ...env },
  );
  return { code, stdout: said, stderr, files: filesIn(folder) };
}

const NO_PLAYWRIGHT: StartedPlaywright = {
  run: () => Promise.reject(new Error("The run was not blocked: it let Playwright run its tests.")),
  abandon: () => undefined,
};
