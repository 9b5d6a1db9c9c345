import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { openEnv } from "./open-env.ts";
import { runStatement } from "./statement-job.ts";

/** `npm run statement`: prints the statement of the last run, or of a file, and ends with the exit code of its run. */
await runCommandLine("statement", async () =>
  // A statement may name the requirements of the user's own.
  runStatement(process.argv.slice(2), { env: await openEnv(), stdout: printText, stderr: printProblem }),
);
