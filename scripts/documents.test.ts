import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { generatedFiles, generatedSchemas } from "./documents.ts";

for (const { path, text } of await generatedFiles()) {
  test(`${basename(path)} agrees with the code`, () => {
    assert.equal(readFileSync(path, "utf8"), text, "run npm run docs");
  });
}

for (const { path, text } of await generatedSchemas()) {
  test(`${basename(path)} agrees with the contract document`, () => {
    assert.equal(readFileSync(path, "utf8"), text, "run npm run schemas");
  });
}
