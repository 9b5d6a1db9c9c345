import { ProtoPackageError } from "../drift/contract/messages/package-error.ts";
import { BaselineError } from "../drift/baseline-error.ts";
import { BlockedError } from "../targets/blocked-error.ts";
import { LeftoverError } from "../targets/provision/leftover-error.ts";
import { SettingError } from "../targets/setting-error.ts";

/** Errors whose message is the sentence that the user needs. */
const TOLD = [SettingError, BlockedError, LeftoverError, BaselineError, ProtoPackageError];

/** Runs a command; what the user or the environment is guilty of becomes one sentence and exit code 2. */
export async function tellErrors(
  command: () => Promise<number>,
  complain: (sentence: string) => void,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof Error) || !TOLD.some((kind) => error instanceof kind)) throw error;
    complain(error.message);
    return 2;
  }
}
