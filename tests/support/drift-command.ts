import assert from "node:assert/strict";
import { join } from "node:path";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import type { runDrift } from "../../src/cli/drift-job.ts";
import type { Env } from "../../src/settings/env.ts";
import { recordingPath } from "./drift-recordings.ts";
import { scratchFolder } from "./scratch.ts";

interface Outcome {
  readonly code: number;
  readonly said: string;
  readonly stderr: string;
}

/** Runs a command in this process. */
export async function run(command: typeof runDrift, args: readonly string[], env: Env = {}): Promise<Outcome> {
  const said: string[] = [];
  const stderr: string[] = [];
  const code = await command(args, {
    env,
    stdout: (text) => said.push(text),
    stderr: (sentence) => stderr.push(sentence),
  });
  return { code, said: said.join("\n"), stderr: stderr.join("\n") };
}

const folder = scratchFolder();
/** Path of a file in the folder of the test file. */
export const fileOf = (name: string): string => join(folder, name);

/** Baseline files shared by tests. */
export const recorded = (async () => {
  const old = fileOf("old.json");
  const now = fileOf("new.json");
  for (const [out, version] of [
    [old, "2.71.19"],
    [now, "4.0.0"],
  ] as const) {
    const { code, stderr } = await run(runBaseline, ["--out", out], { RECORDING: recordingPath(version) });
    assert.equal(code, 0, stderr);
  }
  return { old, now };
})();
