import { BlockedError } from "../targets/blocked-error.ts";
import { SettingError } from "../targets/setting-error.ts";

/** Runs a program of the command line: its result is the exit code; what the user must mend is one sentence and code 2. */
export function runCommandLine(main: () => Promise<number>): void {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      if (!(error instanceof SettingError) && !(error instanceof BlockedError)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    },
  );
}
