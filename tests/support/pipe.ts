import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "./scratch.ts";

/** Why a test of named pipes cannot run, or false. */
export const WITHOUT_PIPES = process.platform === "win32" && "Windows has no named pipes in folders";

/** Makes a named pipe in a folder of its own. */
export function namedPipe(): string {
  const path = join(scratchFolder(), "pipe");
  execFileSync("sh", ["-c", `mkfifo "$0"`, path]);
  return path;
}

/** True while it is still there. */
export function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}
