import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { generatedFiles } from "./documents.ts";

for (const { path, text } of await generatedFiles()) {
  test(`${basename(path)} agrees with the code`, () => {
    assert.equal(readFileSync(path, "utf8"), text, "run npm run docs");
  });
}
