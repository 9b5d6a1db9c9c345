import module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { presentBundle } from "./present-bundle.mjs";

/**
 * Runs a command of `src/cli` from a bundle of the present sources: `node scripts/run.mjs drift OLD NEW`. A process that
 * loads hundreds of TypeScript files would take a second longer.
 */
// From Node 22 on, compiled code is kept too.
module.enableCompileCache?.();
const folder = await presentBundle("commands");
const [name] = process.argv.splice(2, 1);
// npm takes -- away, and pnpm hands it over.
if (process.argv[2] === "--") process.argv.splice(2, 1);
const program = join(folder, "src/cli", `${name}.js`);
process.argv[1] = program;
await import(pathToFileURL(program).href);
