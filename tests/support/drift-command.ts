import assert from "node:assert/strict";
import { join } from "node:path";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { run } from "./in-process.ts";
import { recordingPath } from "./drift-recordings.ts";
import { scratchFolder } from "./scratch.ts";

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
