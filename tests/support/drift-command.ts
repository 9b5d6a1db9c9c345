import assert from "node:assert/strict";
import { join } from "node:path";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { run } from "./in-process.ts";
import { recordingPath } from "./drift-recordings.ts";
import { scratchFolder } from "./scratch.ts";

const folder = scratchFolder();
/** Path of a file in the folder of the test file. */
export const fileOf = (name: string): string => join(folder, name);

const files = new Map<string, Promise<string>>();

/** Path of the baseline file of a recorded release or the reference server, made once for all tests that ask. */
export function baselineFile(of: "2.71.19" | "4.0.0" | "reference"): Promise<string> {
  const made = files.get(of) ?? recordBaseline(of);
  files.set(of, made);
  return made;
}

async function recordBaseline(of: string): Promise<string> {
  const out = fileOf(`${of}.json`);
  const env = of === "reference" ? { TARGET: "reference" } : { RECORDING: recordingPath(of) };
  const { code, stderr } = await run(runBaseline, ["--out", out], env);
  assert.equal(code, 0, stderr);
  return out;
}
