import { inspect } from "node:util";
import { UserError } from "../errors.ts";

/** Runs a command and returns its exit code. What the user or the environment is guilty of becomes one sentence and code 2. */
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
    // A fault of the suite's own says where.
    stderr(inspect(error));
    return 2;
  }
}
