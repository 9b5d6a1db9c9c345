import { runCommandLine } from "./command-line.ts";
import { runMutants } from "./mutants-job.ts";

/** `npm run mutants`: does the suite notice what goes wrong, and keep quiet about what does not? */
await runCommandLine(() =>
  runMutants(process.argv.slice(2), (text) => {
    console.log(text);
  }),
);
