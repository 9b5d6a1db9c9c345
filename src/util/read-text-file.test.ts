import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { readTextFile } from "./read-text-file.ts";

const TEXT = '{"é":"\u{1f600}"}\r\n';

/** A text as editors and shells write it: Windows PowerShell's `>` writes UTF-16, its `-Encoding UTF8` a mark. */
const FILES = {
  "UTF-8": Buffer.from(TEXT),
  "UTF-8 with a mark": Buffer.from(`\ufeff${TEXT}`),
  "UTF-16, little end first": Buffer.from(`\ufeff${TEXT}`, "utf16le"),
  "UTF-16, big end first": Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16(),
};

for (const [name, content] of Object.entries(FILES)) {
  test(`reads ${name}`, () => {
    const path = join(scratchFolder(), "file");
    writeFileSync(path, content);
    assert.equal(readTextFile(path), TEXT);
  });
}

test("reads an empty file, and throws what the file system does", () => {
  const folder = scratchFolder();
  const path = join(folder, "empty");
  writeFileSync(path, "");
  assert.equal(readTextFile(path), "");
  assert.throws(() => readTextFile(join(folder, "none")), { code: "ENOENT" });
  assert.throws(() => readTextFile(folder), { code: "EISDIR" });
});
