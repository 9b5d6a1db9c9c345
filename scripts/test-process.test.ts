import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../tests/support/scratch.ts";
import type { SharedFile } from "./test-process.ts";

const MAIN = new URL("./test-process.ts", import.meta.url).href;

/** A test file whose one test does something. */
function file(folder: string, name: string, does: string): SharedFile {
  const built = join(folder, `${name}.mjs`);
  writeFileSync(built, `import { test } from "node:test";\ntest("${name}", () => { ${does} });\n`);
  return { built, begun: join(folder, `${name}.begun`), ended: join(folder, `${name}.ended`) };
}

/** What a process says that runs the tests of some files, and then rests for so many milliseconds at most. */
function saidOf(folder: string, files: readonly SharedFile[], longestRest?: number): Promise<string> {
  const program = join(folder, "program.mjs");
  writeFileSync(
    program,
    `import { runTestFiles } from ${JSON.stringify(MAIN)};\nawait runTestFiles(${JSON.stringify(files)}, ${String(longestRest)});\n`,
  );
  const args = ["--import", "tsx", "--test-reporter=tap", program];
  // A process that would never end says too little.
  const options = { cwd: process.cwd(), env: { PATH: process.env["PATH"] }, timeout: 120_000 };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve(`${stdout}${stderr}code ${String(error?.code ?? 0)}`);
    });
  });
}

test("a process runs each file that no other has begun, and blames what changes for the next on its file", async () => {
  const folder = scratchFolder();
  const taken = file(folder, "taken", "");
  writeFileSync(taken.begun, "");
  const first = file(folder, "first", "");
  const leaky = file(folder, "leaky", 'process.env["LEAKED"] = "x";');
  const broken = { ...file(folder, "broken", ""), built: join(folder, "nowhere.mjs") };
  const last = file(folder, "last", "");
  const said = await saidOf(folder, [taken, first, leaky, broken, last]);
  const lines = said.split("\n").filter((line) => /^(?:not )?ok /.test(line));
  assert.deepEqual(lines, [
    "ok 1 - first",
    "ok 2 - leaves the process as it found it",
    "ok 3 - leaky",
    "not ok 4 - leaves the process as it found it",
    `not ok 5 - ${broken.built} cannot be loaded`,
    "ok 6 - leaves the process as it found it",
    "ok 7 - last",
    "ok 8 - leaves the process as it found it",
  ]);
  assert.match(said, /'the variable LEAKED'/);
  assert.deepEqual(
    [taken, first, leaky, broken, last].map(({ ended }) => existsSync(ended)),
    [false, true, true, true, true],
  );
});

test("a process that has begun one of related files runs the others too, and no process that has not", async () => {
  const folder = scratchFolder();
  const other = file(folder, "other", "");
  const related = ["first", "second"].map((name) => ({ ...file(folder, name, ""), begun: join(folder, "related") }));
  const said = await saidOf(folder, related.concat(other));
  assert.deepEqual(said.match(/(?<=^ok \d+ - )\w+$/gm), ["first", "second", "other"]);
  assert.doesNotMatch(await saidOf(folder, related), /^ok /m);
});

test("a file whose process ends early has not ended", async () => {
  const folder = scratchFolder();
  const [first, early] = [file(folder, "first", ""), file(folder, "early", "process.exit(0);")];
  await saidOf(folder, [first, early]);
  assert.deepEqual([existsSync(first.ended), existsSync(early.ended)], [true, false]);
});

test("a process whose test leaves a server open ends, and says so", async () => {
  const folder = scratchFolder();
  const open = file(
    folder,
    "open",
    'process.getBuiltinModule("node:net").createServer().listen(0); throw new Error("x");',
  );
  const said = await saidOf(folder, [open, file(folder, "last", "")], 1);
  assert.match(said, /^not ok 1 - open$/m);
  assert.match(said, /^ok 3 - last$/m);
  assert.match(said, /^After the last test there was still open: .*TCPServerWrap.*\.\ncode 1$/m);
});
