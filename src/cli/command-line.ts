import { withOwnCommands } from "../package-file.ts";
import { reportErrors } from "./user-facing-errors.ts";

/**
 * Runs a command-line program: its result is the exit code; a problem that the user can fix is one sentence and code 2.
 */
export async function runCommandLine(main: () => Promise<number>): Promise<void> {
  process.exitCode = await reportErrors(main, printProblem);
}

/** Prints a sentence for the user on the error output. */
export function printProblem(sentence: string): void {
  console.error(withOwnCommands(sentence));
}

/** Prints a text for the user. */
export function printText(text: string): void {
  console.log(withOwnCommands(text));
}
