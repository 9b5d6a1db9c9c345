import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { commandArguments } from "../package-file.ts";
import { HELP } from "./help.ts";
import { optionsKeptByNpm } from "./kept-by-npm.ts";

test("names the options that npm took for its own", () => {
  const env = { npm_lifecycle_event: "cleanup", npm_config_dry_run: "true", npm_config_other_hosts: "true" };
  assert.deepEqual(optionsKeptByNpm("cleanup", HELP.cleanup, env), ["--dry-run", "--other-hosts"]);
  const value = { npm_lifecycle_event: "conformance", npm_config_grep: "bad-token/" };
  assert.deepEqual(optionsKeptByNpm("conformance", HELP.conformance, value), ["--grep"]);
});

test("leaves alone what another script was started with, what is off, and what people set for all of their projects", () => {
  for (const env of [
    { npm_config_dry_run: "true" },
    { npm_lifecycle_event: "test", npm_config_dry_run: "true" },
    { npm_lifecycle_event: "cleanup", npm_config_dry_run: "" },
    { npm_lifecycle_event: "cleanup", npm_config_dry_run: "false" },
    { npm_lifecycle_event: "cleanup", npm_config_registry: "https://registry.example" },
  ]) {
    assert.deepEqual(optionsKeptByNpm("cleanup", HELP.cleanup, env), [], JSON.stringify(env));
  }
  const force = { npm_lifecycle_event: "record", npm_config_force: "true" };
  assert.deepEqual(optionsKeptByNpm("record", HELP.record, force), []);
});

test("a command whose option npm kept does nothing, and one that pnpm starts reads what follows its --", () => {
  const said = (command: string, args: readonly string[], env: NodeJS.ProcessEnv): readonly unknown[] => {
    const options = { encoding: "utf8", env: { ...process.env, ...env } } as const;
    const { status, stderr } = spawnSync(process.execPath, [...commandArguments(command), ...args], options);
    return [status, stderr.split(/[:.]/)[0]];
  };
  const kept = { npm_lifecycle_event: "cleanup", npm_config_dry_run: "true" };
  assert.deepEqual(said("cleanup", [], kept), [2, "npm kept --dry-run for itself"]);
  assert.deepEqual(said("explore", ["--", "--seed", "x"], {}), [2, '--seed is "x"']);
});
