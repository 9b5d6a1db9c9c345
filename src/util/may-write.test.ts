import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { mayWriteFile, mayWriteInto } from "./may-write.ts";

test("whether a file can be written is found without leaving a file or a folder", () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "file"), "as it was");
  mkdirSync(join(folder, "folder"));
  symlinkSync(join(folder, "nowhere"), join(folder, "link"));
  const asked = {
    "a new file": mayWriteFile(join(folder, "new.json")),
    "a file in new folders": mayWriteFile(join(folder, "a/b/new.json")),
    "an existing file": mayWriteFile(join(folder, "file")),
    "a new folder": mayWriteInto(join(folder, "c/d")),
    "a folder as a file": mayWriteFile(join(folder, "folder")),
    "a file as a folder": mayWriteInto(join(folder, "file")),
    "below a file": mayWriteFile(join(folder, "file/new.json")),
    "where the system takes none": mayWriteFile("/dev/null/new.json"),
    "a device": mayWriteFile("/dev/null"),
    "in place of a link to nothing": mayWriteFile(join(folder, "link")),
    "a link to nothing as a folder": mayWriteInto(join(folder, "link")),
    "below a link to nothing": mayWriteInto(join(folder, "link/a/b")),
    "no name": mayWriteFile("") || mayWriteInto(""),
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
    "a device": false,
    "in place of a link to nothing": true,
    "a link to nothing as a folder": false,
    "below a link to nothing": false,
    "no name": false,
  });
  assert.deepEqual(readdirSync(folder).sort(), ["file", "folder", "link"]);
  assert.deepEqual(readdirSync(join(folder, "folder")), []);
});

test("a file that has the name of another process is not touched", () => {
  const folder = scratchFolder();
  const [linked, path] = [join(folder, "linked"), join(folder, `.${String(process.pid)}.tmp`)];
  writeFileSync(linked, "as it was");
  symlinkSync(linked, path);
  assert.equal(mayWriteInto(folder), true);
  assert.deepEqual(readdirSync(folder).sort(), [basename(path), "linked"]);
  assert.equal(readFileSync(path, "utf8"), "as it was");
});
