import { renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** Writes a file atomically, so that a reader never sees half of it. Throws file system errors. */
export function writeAtomic(path: string, text: string): void {
  makeFolder(dirname(path));
  const draft = `${path}.${String(process.pid)}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
