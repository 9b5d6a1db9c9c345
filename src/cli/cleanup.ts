import { loadEnv } from "../settings/env.ts";
import { runCleanup } from "./cleanup-job.ts";
import { printText, runCommandLine } from "./command-line.ts";

/** `npm run cleanup`: removes what killed runs left behind. */
await runCommandLine("cleanup", async () => runCleanup(process.argv.slice(2), loadEnv(), printText));
