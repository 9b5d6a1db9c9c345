import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { plannedTests } from "./planned-tests.ts";
import { parseArguments, PLAYWRIGHT_OPTIONS, SHORT_NAMES } from "./playwright-options.ts";

function playwright(...args: readonly string[]): string {
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  return spawnSync(process.execPath, [cli, "test", ...args], { encoding: "utf8" }).stdout;
}

test("the options are those that Playwright has, with as many values", () => {
  const told = [...playwright("--help").matchAll(/^ {2}(?:(-\w), )?(--?[\w-]+)(?: ([<[][\w. -]+[>\]]))?/gm)];
  const arities = told.map(([, , name = "", value]) => {
    if (value === undefined) return [name, "none"];
    return [name, value.startsWith("[") ? "optional" : value.includes("...") ? "many" : "one"];
  });
  // Playwright takes these, and its help for tests does not list them.
  const unlisted = { "--version": "none" };
  assert.deepEqual({ ...Object.fromEntries(arities), ...unlisted }, PLAYWRIGHT_OPTIONS);
  const short = Object.fromEntries(told.flatMap(([, name, long]) => (name === undefined ? [] : [[name, long]])));
  assert.deepEqual({ ...short, "-V": "--version" }, SHORT_NAMES);
});

test("a command line is split as Playwright splits it", () => {
  const parts = parseArguments([
    "a.spec.ts",
    "-gx",
    "--grep",
    "--y",
    "--project",
    "b",
    "c",
    "--ui",
    "d",
    "--debug",
    "-x",
  ]);
  assert.deepEqual(
    parts.map(({ option, values }) => [option, ...values]),
    [
      [undefined, "a.spec.ts"],
      ["--grep", "x"],
      ["--grep", "--y"],
      ["--project", "b", "c"],
      ["--ui"],
      [undefined, "d"],
      ["--debug"],
      ["-x"],
    ],
  );
});

test("what a pattern is searched in is what Playwright searches", () => {
  const pattern = "rest life\\.spec\\.ts life/\\S+ .* @must .*@grpc-web$";
  const listed = playwright("--list", "--reporter=list", "--grep", pattern);
  assert.match(listed, /^Total: [1-9]\d* tests? in 1 file$/m);
  assert.ok(listed.includes(`Total: ${String(plannedTests(["--grep", pattern]).length)} test`), listed);
  assert.ok(plannedTests(["--grep-invert", "/^Rest/", "life.spec.ts:13"]).length > 0, "no test fits");
  assert.deepEqual(plannedTests(["--grep-invert", "."]), []);
  assert.deepEqual(plannedTests(["--grep", "/LIFE/"]), []);
});
