import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders whose tests run in this process, because most of the time of a small test goes into loading code. */
const FOLDERS = ["src", "scripts"];

/** Tests that start programs or wait long are in `tests/commands`, each in its own process. */
for (const folder of FOLDERS) {
  const root = join(import.meta.dirname, "..", folder);
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".test.ts")) await import(join(root, name));
  }
}
