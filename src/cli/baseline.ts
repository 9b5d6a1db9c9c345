import { openEnv } from "./open-env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runBaseline } from "./baseline-job.ts";

/** `npm run baseline -- --out FILE`: records the target's answers to all cases, to compare another release with. */
await runCommandLine("baseline", async () =>
  runBaseline(process.argv.slice(2), {
    env: await openEnv(),
    stdout: printText,
    stderr: printProblem,
  }),
);
