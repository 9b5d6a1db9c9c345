import { SettingError } from "../errors.ts";
import { withOwnCommands } from "../package-file.ts";
import { HELP, showsHelp, type CommandName } from "./help.ts";
import { optionsKeptByNpm } from "./kept-by-npm.ts";
import { reportErrors } from "./user-facing-errors.ts";

/**
 * Runs a command: its result is the exit code; a problem that the user can fix is one sentence and code 2. With
 * `--help` it only says how it is used.
 */
export async function runCommandLine(command: CommandName, main: () => Promise<number>): Promise<void> {
  process.exitCode = await reportErrors(async () => {
    if (showsHelp(command, process.argv.slice(2))) return 0;
    const [kept] = optionsKeptByNpm(command, HELP[command], process.env);
    if (kept !== undefined) {
      throw new SettingError(
        kept,
        `npm kept ${kept} for itself: write npm run ${command} -- ${kept}, with -- before it.`,
      );
    }
    return main();
  }, printProblem);
}

/** Prints a sentence for the user on the error output. */
export function printProblem(sentence: string): void {
  console.error(withOwnCommands(sentence));
}

/** Prints a text for the user. */
export function printText(text: string): void {
  console.log(withOwnCommands(text));
}
