import { loadEnv } from "../settings/env.ts";
import { runCommandLine } from "./command-line.ts";
import { showsHelp } from "./help.ts";
import { runRehearsal } from "./rehearse-job.ts";

/** `npm run rehearse -- OLD NEW`: what an upgrade changes, tried with two releases in containers. */
await runCommandLine(async () =>
  showsHelp("rehearse")
    ? 0
    : runRehearsal(process.argv.slice(2), {
        env: loadEnv(),
        stdout: (text) => {
          console.log(text);
        },
        stderr: (sentence) => {
          console.error(sentence);
        },
      }),
);
