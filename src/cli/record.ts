import { openEnv } from "./open-env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runRecord } from "./record-job.ts";

/** `npm run record -- --out FILE`: records the answers of a real release, so that tests can replay them. */
await runCommandLine("record", async () =>
  runRecord(process.argv.slice(2), {
    env: await openEnv(),
    stdout: printText,
    stderr: printProblem,
  }),
);
