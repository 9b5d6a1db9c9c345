import { loadEnv } from "../settings/env.ts";
import { runCleanup } from "./cleanup-job.ts";
import { runCommandLine } from "./command-line.ts";

/** `npm run cleanup`: removes what killed runs left behind. */
await runCommandLine(async () =>
  runCleanup(process.argv.slice(2), loadEnv(), (sentence) => {
    console.log(sentence);
  }),
);
