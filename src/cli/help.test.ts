import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { commandArguments } from "../package-file.ts";
import { HELP } from "./help.ts";

/** Commands whose help is in their own file, as they had it first. */
const COMMANDS = [...Object.keys(HELP), "mutants", "report"];

for (const name of COMMANDS) {
  test(`${name} --help says how it is used, and does nothing`, () => {
    const text = execFileSync(process.execPath, [...commandArguments(name.replace(":", "-")), "--help"], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"] },
    });
    // `init` is for users of the package alone.
    assert.match(text, new RegExp(`^(npm run ${name} -- |npx zitadel-conformance ${name}\n)`));
    assert.match(text, /--help/);
  });
}
