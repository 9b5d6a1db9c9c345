import { loadEnv } from "../settings/env.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runExplore } from "./explore-job.ts";

/** `npm run explore`: generates requests for the target of the settings, and lists what is wrong with the answers. */
await runCommandLine("explore", async () =>
  runExplore(process.argv.slice(2), { env: loadEnv(), stdout: printText, stderr: printProblem }),
);
