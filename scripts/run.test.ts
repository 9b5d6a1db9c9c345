import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { scratchFolder } from "../tests/support/scratch.ts";

const ROOT = join(import.meta.dirname, "..");

test("a command runs from its present source", () => {
  const { write, run } = project();
  write('import { word } from "../word.ts";\nconsole.log(word, process.argv.slice(2).join(" "));', "first");
  assert.equal(run("--all", "x").stdout, "first --all x\n");
  write('import { word } from "../word.ts";\nconsole.log(word, process.argv.slice(2).join(" "));', "second");
  assert.equal(run().stdout, "second \n");
});

test("a bundle is made once", () => {
  const { folder, write, run } = project();
  write("console.log(1);", "");
  run();
  run();
  assert.equal(readdirSync(join(folder, "node_modules/.cache/zitadel-conformance")).length, 1);
});

test("a source that cannot be bundled is shown with its place, and the exit code is 2", () => {
  const { write, run } = project();
  write("console.log(;", "");
  const { status, stderr } = run();
  assert.equal(status, 2);
  assert.match(stderr, /src\/cli\/hello\.ts:1:12/);
  assert.doesNotMatch(stderr, /node_modules\/esbuild\/lib/);
});

interface Project {
  readonly folder: string;
  readonly write: (program: string, word: string) => void;
  readonly run: (...args: string[]) => {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  };
}

/** A repository with one command. */
function project(): Project {
  const folder = scratchFolder();
  for (const each of ["scripts", "src/cli", "src/api", "src/report", "tests", "node_modules"])
    mkdirSync(join(folder, each), { recursive: true });
  for (const each of ["run", "bundle", "present-bundle"].map((name) => `scripts/${name}.mjs`))
    copyFileSync(join(ROOT, each), join(folder, each));
  for (const each of ["playwright.config.ts", "package-lock.json"]) writeFileSync(join(folder, each), "{}");
  symlinkSync(join(ROOT, "node_modules/esbuild"), join(folder, "node_modules/esbuild"), "junction");
  return {
    folder,
    write: (program, word) => {
      writeFileSync(join(folder, "src/cli/hello.ts"), program);
      writeFileSync(join(folder, "src/word.ts"), `export const word = ${JSON.stringify(word)};`);
    },
    run: (...args) =>
      spawnSync(process.execPath, ["scripts/run.mjs", "hello", ...args], { cwd: folder, encoding: "utf8" }),
  };
}
