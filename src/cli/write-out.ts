import { SettingError } from "../errors.ts";
import { writeAtomic } from "../util/write-atomic.ts";

/** Writes what a command was asked to write. Throws a SettingError when the path is none that can be written. */
export function writeOut(path: string, text: string): void {
  try {
    writeAtomic(path, text);
  } catch {
    throw new SettingError("--out", `${path} cannot be written: give --out a path that can be.`);
  }
}
