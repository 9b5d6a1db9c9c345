import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { runVendorUp } from "./vendor-job.ts";

/** `npm run vendor:up`: starts a real ZITADEL in containers. */
await runCommandLine("vendor:up", async () =>
  runVendorUp(process.argv.slice(2), { stdout: printText, stderr: printProblem }),
);
