import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { sourceFile } from "../package-file.ts";
import { HELP } from "./help.ts";

const COMMANDS = Object.keys(HELP);

/** A character that no help has. */
const NEXT = "\f";

/** Runs all commands with `--help` in one process, because most of their time goes into loading code. */
const RUN_ALL = `
import { pathToFileURL } from "node:url";
const [bundles, ...names] = process.argv.splice(1, Infinity, "program", "--help");
const { presentBundle } = await import(bundles);
const folder = pathToFileURL(await presentBundle("commands")).href;
for (const name of names) {
  await import(folder + "/src/cli/" + name.replace(":", "-") + ".js");
  console.log("\\f");
}
`;

const bundles = pathToFileURL(sourceFile("scripts/present-bundle.mjs")).href;
const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", RUN_ALL, bundles, ...COMMANDS], {
  encoding: "utf8",
  env: { PATH: process.env["PATH"] },
});
const texts = printed.split(`${NEXT}\n`);

for (const [at, name] of COMMANDS.entries()) {
  test(`${name} --help says how it is used, and does nothing`, () => {
    const text = texts[at] ?? "";
    // `init` is for users of the package alone.
    assert.match(text, new RegExp(`^(npm run ${name} -- |npx zitadel-conformance ${name}\n)`));
    assert.match(text, /--help/);
  });
}
