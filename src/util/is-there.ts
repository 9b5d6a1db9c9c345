import { lstatSync, statSync } from "node:fs";

/** True where something has this name, also a link to nothing: what a user put there must not go unnoticed. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** True where a device, a pipe or a folder has this name: a file that is written there would take its place. */
export function isNoFile(path: string): boolean {
  try {
    return !statSync(path).isFile();
  } catch {
    return false;
  }
}
