import pMap from "p-map";
import { allTests, type Test } from "../cases/tests.ts";
import type { CaseRun } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { sortPlaces, type Answer, type Unjudged } from "./baseline.ts";
import { answerOf } from "./observations/answer.ts";
import { unjudgedOf } from "./unjudged.ts";

/** The result of one run of every case. */
export interface Recorded {
  readonly answers: readonly Answer[];
  /** Cases that somebody else than the target answered. */
  readonly unjudged: readonly Unjudged[];
  readonly runs: readonly CaseRun[];
}

/** Concurrent cases; few for a real instance. */
const AT_ONCE = { few: 4, embedded: 16 };

/**
 * Runs tests, by default every case over every transport. The runner must have no list of deviations, so that verdicts are unmodified.
 * The caller closes it.
 */
export async function recordAnswers(
  descriptor: TargetDescriptor,
  runner: Runner,
  tests: readonly Test[] = allTests(),
): Promise<Recorded> {
  const answers: Answer[] = [];
  const unjudged: Unjudged[] = [];
  const runs: CaseRun[] = [];
  const runOne = async ({ testCase, transport }: Test): Promise<void> => {
    const run = await runner.run(testCase, transport);
    runs.push(run);
    const reason = unjudgedOf(testCase, run, descriptor);
    if (reason !== undefined) {
      unjudged.push(reason);
      return;
    }
    const answer = answerOf(testCase, run, descriptor);
    if (answer !== undefined) answers.push(answer);
  };
  await pMap(tests, runOne, {
    concurrency: descriptor.capabilities.mayBeExhausted ? AT_ONCE.few : AT_ONCE.embedded,
  });
  return { answers: sortPlaces(answers), unjudged: sortPlaces(unjudged), runs };
}
