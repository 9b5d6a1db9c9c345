import { readTextFile } from "../util/read-text-file.ts";

/** The content of a text file, or undefined when it cannot be read. */
export function readText(path: string): string | undefined {
  try {
    return readTextFile(path);
  } catch {
    return undefined;
  }
}
