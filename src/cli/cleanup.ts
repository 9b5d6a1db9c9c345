import { loadEnv } from "../settings/env.ts";
import { runCleanup } from "./cleanup-job.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";

/** `npm run cleanup`: removes what killed runs left behind. */
await runCommandLine(async () => (showsHelp("cleanup") ? 0 : runCleanup(process.argv.slice(2), loadEnv(), printText)));
