import { openEnv } from "./open-env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runReplay } from "./replay-job.ts";

/** `npm run replay`: repeats one stored failure. Its exit code says whether it is fixed. */
await runCommandLine("replay", async () =>
  runReplay(process.argv.slice(2), { env: await openEnv(), stdout: printText, stderr: printProblem }),
);
