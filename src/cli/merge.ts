import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runMerge } from "./merge-job.ts";
import { openEnv } from "./open-env.ts";

/** `npm run merge -- results/shard-*.json --out results/conformance.json`: makes one statement of those of the shards. */
await runCommandLine("merge", async () => {
  // The summary names the requirements of the user's own, too.
  const env = await openEnv();
  return runMerge(process.argv.slice(2), { env, stdout: printText, stderr: printProblem });
});
