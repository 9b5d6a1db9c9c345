import { openEnv } from "./open-env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runSamplesJob } from "./samples-job.ts";

/** `npm run samples`: do the code samples of the documentation work against the target of the settings? */
await runCommandLine("samples", async () =>
  runSamplesJob(process.argv.slice(2), {
    env: await openEnv(),
    stdout: printText,
    stderr: printProblem,
  }),
);
