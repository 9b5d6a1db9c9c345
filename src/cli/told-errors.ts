import { BaselineError } from "../drift/baseline-error.ts";
import { BlockedError } from "../targets/blocked-error.ts";
import { SettingError } from "../targets/setting-error.ts";

/** Runs a command; what the user or the environment is guilty of becomes one sentence and exit code 2. */
export async function tellErrors(
  command: () => Promise<number>,
  complain: (sentence: string) => void,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const isTold = error instanceof SettingError || error instanceof BlockedError || error instanceof BaselineError;
    if (!isTold) throw error;
    complain(error.message);
    return 2;
  }
}
