import { runScripts } from "./parallel.ts";

/** `npm run check`: the checks that need no server, as npm scripts, slowest first. A failing one prints all its output. */
process.exitCode = await runScripts(["lint", "check:format", "check:unused"], ({ script, code, text }) => {
  if (code === 0) console.log(`${script}: fine`);
  else console.error(`${script}: failed\n${text}`);
});
