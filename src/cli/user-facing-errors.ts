import { ProtoPackageError } from "../drift/contract/messages/package-error.ts";
import { inspect } from "node:util";
import { BaselineError } from "../drift/baseline-error.ts";
import { ThrottledError } from "../runner/http/retry.ts";
import { StatementError } from "../report/statement-file.ts";
import { BlockedError } from "../target/blocked-error.ts";
import { LeftoverError } from "../provisioning/leftover-error.ts";
import { SettingError } from "../settings/setting-error.ts";

/** Errors whose message is the sentence that the user needs. */
const TOLD = [
  SettingError,
  BlockedError,
  LeftoverError,
  BaselineError,
  ProtoPackageError,
  ThrottledError,
  StatementError,
];

/** Runs a command; what the user or the environment is guilty of becomes one sentence and exit code 2. */
export async function tellErrors(
  command: () => Promise<number>,
  complain: (sentence: string) => void,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const isTold = error instanceof Error && TOLD.some((kind) => error instanceof kind);
    // A fault of the suite's own says where; code 1 is for what the vendor is guilty of.
    complain(isTold ? error.message : inspect(error));
    return 2;
  }
}
