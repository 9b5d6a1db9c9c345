import assert from "node:assert/strict";
import test from "node:test";
import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { wrongArguments } from "./wrong-arguments.ts";

/** What is said of arguments to a command with one option that takes a value. */
function saidOf(...args: string[]): string {
  try {
    parseArgs({ args, options: { seed: { type: "string", short: "s" }, all: { type: "boolean" } } });
  } catch (error) {
    const wrong = wrongArguments("npm run explore", error, "npm run explore -- [--seed N]");
    assert.ok(wrong instanceof SettingError, "not a SettingError");
    return wrong.message;
  }
  return "nothing";
}

const USAGE = "Usage: npm run explore -- [--seed N]";

test("what Node says of arguments becomes one sentence with the usage", () => {
  assert.equal(saidOf("--sed", "1"), `Unknown option '--sed'. ${USAGE}`);
  assert.equal(saidOf("extra"), `Unexpected argument 'extra'. ${USAGE}`);
  assert.equal(saidOf("--seed"), `Option '-s, --seed <value>' argument missing. ${USAGE}`);
  assert.equal(saidOf("--all=1"), `Option '--all' does not take an argument. ${USAGE}`);
  assert.equal(
    saidOf("--seed", "-5"),
    `--seed has no value: one that begins with a dash is written --seed=VALUE. ${USAGE}`,
  );
});

test("what a command says of its arguments stays as it is", () => {
  const { message } = wrongArguments("npm run explore", new TypeError("--path is 1.5, not a path"), "npm run explore");
  assert.equal(message, "--path is 1.5, not a path. Usage: npm run explore");
});
