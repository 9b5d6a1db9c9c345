import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { clearAllureResults } from "./clear-results.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";

const ID = "0e2c3f5a-91b7-4d6e-8a10-5b9c7d3e1f42";

test("removes only Allure's own files", () => {
  const folder = scratchFolder();
  const own = [
    ...["result.json", "container.json", "globals.json", "attachment", "attachment.json", "attachment.tar.gz"].map(
      (ending) => `${ID}-${ending}`,
    ),
    "environment.properties",
  ];
  const kept = [
    ...["notes.txt", "result.json", "package.json", "my-result.json", "x-attachment.txt", "1f-container.json"],
    ...[`my-${ID}-result.json`, `${ID}-result.json.bak`, "categories.json", "executor.json"],
  ];
  for (const name of [...own, ...kept]) writeFileSync(join(folder, name), "x");
  clearAllureResults(folder);
  assert.deepEqual(readdirSync(folder).sort(), [...kept].sort());
  clearAllureResults(join(folder, "not-there"));
});
