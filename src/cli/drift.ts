import { openEnv } from "./open-env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runDrift } from "./drift-job.ts";

/** `npm run drift -- OLD NEW`: checks that NEW still works for clients of OLD. */
await runCommandLine("drift", async () =>
  runDrift(process.argv.slice(2), {
    env: await openEnv(),
    stdout: printText,
    stderr: printProblem,
  }),
);
