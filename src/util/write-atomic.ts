import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** Writes a file atomically: a reader never sees half of it, and a full disk keeps none. Throws file system errors. */
export function writeAtomic(path: string, text: string): void {
  makeFolder(dirname(path));
  const draft = `${path}.${String(process.pid)}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
