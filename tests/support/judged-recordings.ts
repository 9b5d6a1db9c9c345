import pMap from "p-map";
import { allTests, type Test } from "../../src/cases/tests.ts";
import type { KnownDeviation } from "../../src/runner/known-deviations.ts";
import type { Row } from "../../src/runner/result.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { openRecording } from "../../src/servers/recording/open.ts";
import { readKnownDeviations } from "../../src/settings/read-known-deviations.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";

/** Concurrent tests: with more, a loaded machine answers some too late. */
const AT_ONCE = 16;

/** What tests give on a target, by default all. */
export async function judge(
  descriptor: TargetDescriptor,
  known: readonly KnownDeviation[],
  tests: readonly Test[] = allTests(),
): Promise<readonly Row[]> {
  const runner = createRunner(descriptor, { known });
  try {
    const runs = await pMap(tests, ({ testCase, transport }) => runner.run(testCase, transport), {
      concurrency: AT_ONCE,
    });
    return runs.flatMap(({ rows }) => rows);
  } finally {
    runner.close();
  }
}

/** What tests give on a recording. */
export interface JudgedRecording {
  readonly descriptor: TargetDescriptor;
  readonly rows: readonly Row[];
}

/** What tests give on the recording in a file, by default all. */
export async function judgeRecording(
  path: string,
  known: readonly KnownDeviation[],
  tests?: readonly Test[],
): Promise<JudgedRecording> {
  const { descriptor, close } = await openRecording(path);
  const rows = await judge(descriptor, known, tests).finally(close);
  return { descriptor, rows };
}

const made = new Map<string, Promise<JudgedRecording>>();

/** What all tests give on a recording with the suite's list of known deviations, once for all that ask. */
export function judgedWithList(path: string): Promise<JudgedRecording> {
  const judged = made.get(path) ?? judgeRecording(path, readKnownDeviations());
  made.set(path, judged);
  return judged;
}
