import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clearAllureResults } from "./clear-results.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";

test("of a folder for Allure's results only Allure's own files go", () => {
  const folder = scratchFolder();
  const own = ["1f-result.json", "2e-container.json", "3d-attachment.json", "4c-attachment", "environment.properties"];
  const kept = ["notes.txt", "result.json", "package.json"];
  for (const name of [...own, ...kept]) writeFileSync(join(folder, name), "x");
  clearAllureResults(folder);
  assert.deepEqual(readdirSync(folder).sort(), [...kept].sort());
  clearAllureResults(join(folder, "not-there"));
});
