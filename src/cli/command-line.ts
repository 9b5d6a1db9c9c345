import { reportErrors } from "./user-facing-errors.ts";

/** Runs a program of the command line: its result is the exit code; what the user must mend is one sentence and code 2. */
export async function runCommandLine(main: () => Promise<number>): Promise<void> {
  process.exitCode = await reportErrors(main, (sentence) => {
    console.error(sentence);
  });
}
