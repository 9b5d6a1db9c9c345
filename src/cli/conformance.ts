import { openEnv } from "./open-env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runMainJob } from "./main-job.ts";

/** `npm run conformance`, with Playwright's own arguments after `--`. Its exit code is the run's. */
await runCommandLine("conformance", async () =>
  runMainJob(process.argv.slice(2), {
    env: await openEnv(),
    stdout: printText,
    stderr: printProblem,
  }),
);
