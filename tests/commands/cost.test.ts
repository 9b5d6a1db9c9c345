import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { runConformance } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";

/** Counts what a worker sends to Playwright, and which modules it has loaded when it ends. */
function countingModule(folder: string): string {
  const path = join(folder, "count.mjs");
  writeFileSync(
    path,
    `import { writeFileSync } from "node:fs";
    import module from "node:module";
    if (/workerProcessEntry/.test(process.argv[1])) {
      const send = process.send;
      let sent = 0;
      process.send = (...args) => (sent++, send.apply(process, args));
      process.on("exit", () => {
        const modules = Object.keys(module._cache).length;
        writeFileSync(${JSON.stringify(folder)} + "/" + process.pid + ".json", JSON.stringify({ sent, modules }));
      });
    }`,
  );
  return pathToFileURL(path).href;
}

// Counts, and no times: they are the same on a loaded machine, and with a step for each requirement several times as high.
test("a test of the main job costs one worker few messages, and two files", async () => {
  const folder = scratchFolder();
  const env = { TARGET: "reference", NODE_OPTIONS: `--import=${countingModule(folder)}` };
  const run = await runConformance(env, "--grep", "success/", "--project", "rest");
  assert.equal(run.code, 0, run.stdout + run.stderr);
  const tests = Number(/^(\d+) passed, 0 failed/m.exec(run.stdout)?.[1]);
  const counts = readdirSync(folder).filter((name) => name.endsWith(".json"));
  assert.equal(counts.length, 1, "one transport has one worker");
  const { sent, modules } = JSON.parse(readFileSync(join(folder, counts[0] ?? ""), "utf8")) as Record<string, number>;
  assert.ok(Number(sent) < 16 * tests, `${String(sent)} messages for ${String(tests)} tests`);
  assert.ok(Number(modules) < 140, `a worker loads ${String(modules)} modules`);
  const written = [...run.files.keys()].filter((path) => path.startsWith("allure"));
  // Beside them the page's environment.
  assert.ok(written.length <= 2 * tests + 1, `${String(written.length)} files of Allure for ${String(tests)} tests`);
});
