import { realpathSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { nearestExisting } from "./may-write.ts";

/** True where a path is a folder itself, or lies in it, whatever links lead there. */
export function isInside(path: string, folder: string): boolean {
  const [from, to] = [realPath(folder), realPath(path)];
  const way = relative(from, to);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && resolve(from, way) === to);
}

/** One text for a path however it is written, also for one that does not exist yet. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  const existing = nearestExisting(absolute);
  try {
    return join(realpathSync.native(existing), relative(existing, absolute));
  } catch {
    return absolute;
  }
}
