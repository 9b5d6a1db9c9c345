import { loadConfiguration } from "../settings/load-configuration.ts";
import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { runMerge } from "./merge-job.ts";

/** `npm run merge -- results/shard-*.json --out results/conformance.json`: makes one statement of those of the shards. */
await runCommandLine(async () => {
  if (showsHelp("merge")) return 0;
  // The summary names the requirements of the user's own, too.
  await loadConfiguration(process.env);
  return runMerge(process.argv.slice(2), { env: process.env, stdout: printText, stderr: printProblem });
});
