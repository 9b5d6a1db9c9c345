import { loadEnv } from "../targets/env.ts";
import { runMainJob } from "./main-job.ts";

/** `npm run conformance`, with Playwright's own arguments after `--`. Its exit code is the run's. */
process.exitCode = await runMainJob(process.argv.slice(2), {
  env: loadEnv(),
  complain: (sentence) => {
    console.error(sentence);
  },
});
