import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join, parse } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { isInside } from "./is-inside.ts";

test("a folder holds itself and what lies below it, also through a link and before it exists", () => {
  const folder = scratchFolder();
  const link = join(scratchFolder(), "link");
  symlinkSync(folder, link, "junction");
  mkdirSync(join(folder, "..a"));
  for (const path of [folder, link, join(folder, "..a"), join(link, "not", "there")]) {
    assert.ok(isInside(path, folder), path);
    assert.ok(isInside(path, parse(folder).root), path);
  }
});

test("a folder does not hold its neighbours and what it lies in", () => {
  const folder = join(scratchFolder(), "a");
  for (const path of [join(folder, ".."), `${folder}b`, join(folder, "..", "b", "c")]) {
    assert.ok(!isInside(path, folder), path);
  }
});
