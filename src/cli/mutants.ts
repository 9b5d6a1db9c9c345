import { printText, runCommandLine } from "./command-line.ts";
import { runMutants } from "./mutants-job.ts";

/** `npm run mutants`: checks that the suite notices every fault and accepts every harmless variation. */
await runCommandLine("mutants", () => runMutants(process.argv.slice(2), printText));
