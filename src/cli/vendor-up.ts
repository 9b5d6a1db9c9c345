import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { runVendorUp } from "./vendor-job.ts";

/** `npm run vendor:up`: starts a real ZITADEL in containers. */
await runCommandLine(async () =>
  showsHelp("vendor:up") ? 0 : runVendorUp(process.argv.slice(2), { stdout: printText, stderr: printProblem }),
);
