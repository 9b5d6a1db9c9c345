import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** True when a file can be written there, with the folders that it is in. Leaves nothing behind. */
export function mayWriteFile(path: string): boolean {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  return !isFolder && mayWriteInto(dirname(path));
}

/**
 * True when files can be written into a folder. One that does not exist is not made, so that a command that stops before
 * its first file leaves no empty folder: the one that it would be made in is asked.
 */
export function mayWriteInto(folder: string): boolean {
  const probe = join(nearestExisting(folder), `.${String(process.pid)}.tmp`);
  try {
    writeFileSync(probe, "");
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}

/** A path itself, or the nearest folder above it that exists. */
export function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
