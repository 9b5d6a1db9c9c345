import { runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { runVendorUp } from "./vendor-job.ts";

/** `npm run vendor:up`. */
await runCommandLine(async () =>
  showsHelp("vendor:up")
    ? 0
    : runVendorUp(process.argv.slice(2), {
        stdout: (text) => {
          console.log(text);
        },
        stderr: (sentence) => {
          console.error(sentence);
        },
      }),
);
