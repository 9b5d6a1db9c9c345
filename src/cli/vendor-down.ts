import { printProblem, printText, runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { runVendorDown } from "./vendor-job.ts";

/** `npm run vendor:down`: removes what vendor:up started. */
await runCommandLine(async () =>
  showsHelp("vendor:down") ? 0 : runVendorDown(process.argv.slice(2), { stdout: printText, stderr: printProblem }),
);
