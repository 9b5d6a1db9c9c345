import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import test from "node:test";
import { commandArguments, moduleFile, packageFile, packagePath, withOwnCommands } from "./package-file.ts";

test("files and modules of the suite are found from any folder", () => {
  assert.equal(existsSync(packageFile("schemas/success.schema.json")), true);
  assert.equal(existsSync(moduleFile("src/cli/reference.ts")), true);
  assert.deepEqual(commandArguments("reference"), [packageFile("scripts/run.mjs"), "reference"]);
});

test("a path to paste is short, and leads to the file from where the suite was started", () => {
  const path = packagePath("schemas/success.schema.json");
  assert.equal(isAbsolute(path), false);
  assert.equal(resolve(path), packageFile("schemas/success.schema.json"));
});

test("the package says its own commands", () => {
  const said = (text: string): string => withOwnCommands(text, true);
  assert.equal(said("npm run conformance -- --list shows"), "npx zitadel-conformance run --list shows");
  assert.equal(said("npm run report -- [--out FOLDER]"), "npx zitadel-conformance report [--out FOLDER]");
  assert.equal(said("run npm run cleanup with"), "run npx zitadel-conformance cleanup with");
  assert.equal(withOwnCommands("npm run drift -- OLD NEW", false), "npm run drift -- OLD NEW");
});
