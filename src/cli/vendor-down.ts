import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runVendorDown } from "./vendor-job.ts";

/** `npm run vendor:down`: removes what vendor:up started. */
await runCommandLine("vendor:down", async () =>
  runVendorDown(process.argv.slice(2), { stdout: printText, stderr: printProblem }),
);
