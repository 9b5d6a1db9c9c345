import { inspect } from "node:util";
import { UserError } from "../errors.ts";

/**
 * Runs a command and returns its exit code. A problem of the user or the environment becomes one sentence and code 2.
 */
export async function reportErrors(
  command: () => Promise<number>,
  stderr: (sentence: string) => void,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof UserError) {
      stderr(error.message);
      return error.exitCode;
    }
    // A bug in the suite shows its stack.
    stderr(inspect(error));
    return 2;
  }
}
