import { reportErrors } from "./user-facing-errors.ts";

/**
 * Runs a command-line program: its result is the exit code; a problem that the user can fix is one sentence and code 2.
 */
export async function runCommandLine(main: () => Promise<number>): Promise<void> {
  process.exitCode = await reportErrors(main, (sentence) => {
    console.error(sentence);
  });
}
