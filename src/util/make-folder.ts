import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "./code-of.ts";

/**
 * Makes a folder and those that it is in. Throws what the file system does, and at once: Node's own recursive form never
 * returns where a file system takes no new folders, such as /proc.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder)) {
    missing.unshift(folder);
  }
  for (const folder of missing) makeOne(folder);
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in the meantime.
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
