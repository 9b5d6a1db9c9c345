import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { openEnv } from "./open-env.ts";
import { runRehearsal } from "./rehearse-job.ts";

/** `npm run rehearse -- OLD NEW`: what an upgrade changes, tried with two releases in containers. */
await runCommandLine("rehearse", async () =>
  runRehearsal(process.argv.slice(2), { env: await openEnv(), stdout: printText, stderr: printProblem }),
);
