import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { writeAtomic } from "./write-atomic.ts";

test("writes a file and its folder, and nothing beside it", () => {
  const folder = join(scratchFolder(), "new");
  writeAtomic(join(folder, "file"), "text");
  assert.equal(readFileSync(join(folder, "file"), "utf8"), "text");
  assert.deepEqual(readdirSync(folder), ["file"]);
});

test("what cannot be written leaves nothing behind", () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, "file"));
  assert.throws(() => {
    writeAtomic(join(folder, "file"), "text");
  }, /EISDIR/);
  assert.deepEqual(readdirSync(folder), ["file"]);
});
