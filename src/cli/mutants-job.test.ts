import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { SettingError } from "../errors.ts";
import { runMutants } from "./mutants-job.ts";

async function run(...given: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const texts: string[] = [];
  const code = await runMutants(given, (text) => texts.push(text));
  return { code, text: texts.join("\n") };
}

test("an argument that is wrong is named", async () => {
  for (const [given, sentence] of [
    [["--workers", "0"], /--workers is 0, not a number from 1 to 64/],
    [["--seed", "x"], /--seed is x, not a number/],
    [["--made-up"], /--made-up.*Usage: npm run mutants/],
    [["--only", "made-up", "--workers", "1"], /--only made-up is not part of any mutant's id/],
  ] as const) {
    await assert.rejects(run(...given), (error) => error instanceof SettingError && sentence.test(error.message));
  }
});

test("says before any work that its files cannot be written", (t) => {
  const home = process.cwd();
  const folder = scratchFolder();
  // A file where the folder would be.
  writeFileSync(join(folder, "results"), "");
  process.chdir(folder);
  t.after(() => {
    process.chdir(home);
  });
  return assert.rejects(
    run("--tenth"),
    (error) =>
      error instanceof SettingError &&
      error.message === "results/mutants.json cannot be written: run it in a folder that you may write to.",
  );
});

test("--only prints who noticed, and whether the matrix holds", async () => {
  const { code, text } = await run("--only", "success/value-cut", "--workers", "1");
  assert.equal(code, 0);
  assert.match(text, /^success\/value-cut: .*\n {2}names {5}GMM-\d{4} on rest, grpc, grpc-web\n {2}noticed {3}GMM-/m);
  assert.match(text, /^1 of 1 faults noticed/m);
});

test("two workers find the same generic faults as one, in the same order", async () => {
  const chosen = ["--only", "grpc-web cross-origin", "--workers"];
  const list = ({ text }: { readonly text: string }): string[] =>
    text.split("\n").filter((line) => line.includes(": header"));
  const [one, two] = [list(await run(...chosen, "1")), list(await run(...chosen, "2"))];
  assert.ok(one.length > 10, String(one.length));
  assert.deepEqual(two, one);
});
