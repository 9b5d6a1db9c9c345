import { readFileSync } from "node:fs";

/** Marks at the beginning of a text (Unicode, "Byte Order Mark"), which editors and shells of Windows write. */
const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/**
 * Reads a text file that a user may have written, in UTF-8, or with a byte order mark in UTF-16. Throws what the file
 * system does.
 */
export function readTextFile(path: string): string {
  const content = readFileSync(path);
  const mark = MARKS.find(({ bytes }) => bytes.every((byte, at) => content[at] === byte));
  // A decoder takes the mark of its own encoding away.
  return mark === undefined ? content.toString("utf8") : new TextDecoder(mark.encoding).decode(content);
}
