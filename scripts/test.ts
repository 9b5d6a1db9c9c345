import { runScripts } from "./parallel.ts";

/** The tests, as npm scripts, slowest first: each waits for processes to start much of its time. */
const TESTS = ["test:suite", "test:targets", "mutants -- --tenth"];

/** `npm test` after the static checks: runs everything else in parallel, and prints the output of each when it ends. */
process.exitCode = await runScripts(TESTS, ({ script, code, text }) => {
  console.log(`npm run ${script}: ${code === 0 ? "fine" : "failed"}\n${text}`);
});
