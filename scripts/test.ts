import { runScripts } from "./parallel.ts";

/**
 * Everything, as npm scripts, slowest first: the tests wait for processes to start much of their time, and of the static
 * checks the longest uses one processor alone.
 */
const SCRIPTS = ["test:suite", "test:targets", "check", "mutants -- --tenth"];

const failed: string[] = [];

/** `npm test`: runs all in parallel, prints the output of each when it ends, and names at the end what failed. */
process.exitCode = await runScripts(SCRIPTS, ({ script, code, text }) => {
  if (code !== 0) failed.push(`npm run ${script}`);
  console.log(`npm run ${script}: ${code === 0 ? "fine" : "failed"}\n${text}`);
});
if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
