import { readdirSync } from "node:fs";

/**
 * Runs the tests of this folder in one process: most of what a small test costs is loading what it tests. Those that
 * start programs, wait, or take long are in `apart/`, each in a process of its own.
 */
for (const name of readdirSync(import.meta.dirname).sort()) {
  if (name.endsWith(".test.ts")) await import(`./${name}`);
}
