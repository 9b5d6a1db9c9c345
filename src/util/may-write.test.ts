import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { mayWriteFile, mayWriteInto } from "./may-write.ts";

test("whether a file can be written is found without leaving a file or a folder", () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "file"), "as it was");
  mkdirSync(join(folder, "folder"));
  const asked = {
    "a new file": mayWriteFile(join(folder, "new.json")),
    "a file in new folders": mayWriteFile(join(folder, "a/b/new.json")),
    "an existing file": mayWriteFile(join(folder, "file")),
    "a new folder": mayWriteInto(join(folder, "c/d")),
    "a folder as a file": mayWriteFile(join(folder, "folder")),
    "a file as a folder": mayWriteInto(join(folder, "file")),
    "below a file": mayWriteFile(join(folder, "file/new.json")),
    "where the system takes none": mayWriteFile("/dev/null/new.json"),
  };
  assert.deepEqual(asked, {
    "a new file": true,
    "a file in new folders": true,
    "an existing file": true,
    "a new folder": true,
    "a folder as a file": false,
    "a file as a folder": false,
    "below a file": false,
    "where the system takes none": false,
  });
  assert.deepEqual(readdirSync(folder).sort(), ["file", "folder"]);
  assert.deepEqual(readdirSync(join(folder, "folder")), []);
});
