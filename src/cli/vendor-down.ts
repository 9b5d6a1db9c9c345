import { runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { runVendorDown } from "./vendor-job.ts";

/** `npm run vendor:down`. */
await runCommandLine(async () =>
  showsHelp("vendor:down")
    ? 0
    : runVendorDown(process.argv.slice(2), {
        stdout: (text) => {
          console.log(text);
        },
        stderr: (sentence) => {
          console.error(sentence);
        },
      }),
);
