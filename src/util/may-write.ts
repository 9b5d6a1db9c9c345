import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";

/** True when a file can be written there. Makes the folders that it is in. */
export function mayWriteFile(path: string): boolean {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return !isFolder && mayWriteInto(dirname(path));
}

/** True when files can be written into a folder. Makes it. */
export function mayWriteInto(folder: string): boolean {
  const probe = join(folder, `.${String(process.pid)}.tmp`);
  try {
    makeFolder(folder);
    writeFileSync(probe, "");
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}
