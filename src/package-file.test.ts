import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import test from "node:test";
import { commandArguments, moduleFile, packageFile, packagePath, withOwnCommands } from "./package-file.ts";

test("files and modules of the suite are found from any folder", () => {
  assert.ok(existsSync(packageFile("schemas/success.schema.json")));
  assert.ok(existsSync(moduleFile("src/cli/reference.ts")));
  assert.deepEqual(commandArguments("reference"), [packageFile("scripts/run.mjs"), "reference"]);
});

test("a path to paste is short, and leads to the file from where the suite was started", () => {
  const path = packagePath("schemas/success.schema.json");
  assert.ok(!isAbsolute(path));
  assert.equal(resolve(path), packageFile("schemas/success.schema.json"));
});

test("the package says its own commands", () => {
  const said = (text: string): string => withOwnCommands(text, true);
  assert.equal(said("npm run conformance -- --list shows"), "npx zitadel-conformance run --list shows");
  assert.equal(said("npm run report -- [--out FOLDER]"), "npx zitadel-conformance report [--out FOLDER]");
  assert.equal(said("run npm run cleanup with"), "run npx zitadel-conformance cleanup with");
  assert.equal(withOwnCommands("npm run drift -- OLD NEW", false), "npm run drift -- OLD NEW");
});
