import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import type { Baseline } from "../../src/drift/baseline.ts";
import { toText } from "../../src/drift/file-form.ts";
import { readBaseline } from "../../src/drift/read.ts";
import { run } from "./in-process.ts";
import { recordingPath } from "./drift-recordings.ts";
import { scratchFolder } from "./scratch.ts";

const folder = scratchFolder();
/** Path of a file in the folder of the test file. */
export const fileOf = (name: string): string => join(folder, name);

/** Whose answers a baseline has. */
type Recorded = "2.71.19" | "4.0.0" | "reference";

/** As many answers as have every kind of observation that tests change. */
const SMALL = 10;

const files = new Map<Recorded, Promise<string>>();

/** Path of the baseline file of a recorded release or the reference server, made once for all tests that ask. */
export function baselineFile(of: Recorded): Promise<string> {
  const made = files.get(of) ?? recordBaseline(of);
  files.set(of, made);
  return made;
}

const read = new Map<Recorded, Promise<Baseline>>();

/** What is in that file, read once. */
export function baselineOf(of: Recorded): Promise<Baseline> {
  const baseline = read.get(of) ?? baselineFile(of).then(readBaseline);
  read.set(of, baseline);
  return baseline;
}

/** Path of a file with the first answers of a baseline, for tests to which it does not matter how many there are. */
export async function smallBaselineFile(of: Recorded): Promise<string> {
  const baseline = await baselineOf(of);
  const path = fileOf(`${of}-small.json`);
  writeFileSync(path, toText({ ...baseline, answers: baseline.answers.slice(0, SMALL) }));
  return path;
}

async function recordBaseline(of: string): Promise<string> {
  const out = fileOf(`${of}.json`);
  const env = of === "reference" ? { TARGET: "reference" } : { RECORDING: recordingPath(of) };
  const { code, stderr } = await run(runBaseline, ["--out", out], env);
  assert.equal(code, 0, stderr);
  return out;
}
