import { SettingError } from "../errors.ts";
import { mayWriteFile, mayWriteInto } from "../util/may-write.ts";
import { writeAtomic } from "../util/write-atomic.ts";

/** Throws a SettingError when a file cannot be written, before anything takes its time. */
export function demandOut(path: string): void {
  if (!mayWriteFile(path)) throw unwritable(path, "--out");
}

/** The same of a folder that an option names. */
export function demandOutFolder(path: string, option: string): void {
  if (!mayWriteInto(path)) throw unwritable(path, option);
}

/** Writes what a command was asked to write. Throws a SettingError when the path is none that can be written. */
export function writeOut(path: string, text: string): void {
  try {
    writeAtomic(path, text);
  } catch {
    throw unwritable(path, "--out");
  }
}

function unwritable(path: string, option: string): SettingError {
  return new SettingError(
    option,
    `${path === "" ? "An empty path" : path} cannot be written: give ${option} a path that can be.`,
  );
}
