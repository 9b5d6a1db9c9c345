import { runScripts } from "./parallel.ts";

/** The tests, as npm scripts, slowest first: each waits for processes to start much of its time. */
const TESTS = ["test:suite", "test:targets", "mutants -- --tenth"];

const failed: string[] = [];

/**
 * `npm test` after the static checks: runs everything else in parallel, prints the output of each when it ends, and names at
 * the end what failed.
 */
process.exitCode = await runScripts(TESTS, ({ script, code, text }) => {
  if (code !== 0) failed.push(`npm run ${script}`);
  console.log(`npm run ${script}: ${code === 0 ? "fine" : "failed"}\n${text}`);
});
if (failed.length > 0) console.error(`Failed: ${failed.join(", ")}`);
