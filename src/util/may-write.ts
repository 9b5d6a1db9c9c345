import { randomUUID } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isNoFile, isThere } from "./is-there.ts";

/** True when a file can be written there, with the folders that it is in. Leaves nothing behind. */
export function mayWriteFile(path: string): boolean {
  return path !== "" && !isNoFile(path) && mayWriteInto(dirname(path));
}

/**
 * True when files can be written into a folder. One that does not exist is not made, so that a command that stops before
 * its first file leaves no empty folder: the one that it would be made in is asked.
 */
export function mayWriteInto(folder: string): boolean {
  if (folder === "") return false;
  const existing = nearestExisting(folder);
  // Where a link to nothing is, no folder can be made.
  if (existing !== folder && leadsThroughLink(folder, existing)) return false;
  const probe = join(existing, `.${randomUUID()}.tmp`);
  try {
    // Only a new file, through no link: containers that share a folder have processes of the same number.
    writeFileSync(probe, "", { flag: "wx" });
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}

/** True when the first folder to be made is a link to nothing. */
function leadsThroughLink(path: string, existing: string): boolean {
  const parent = dirname(path);
  return parent === existing ? isThere(path) : leadsThroughLink(parent, existing);
}

/** A path itself, or the nearest folder above it that exists. */
export function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
