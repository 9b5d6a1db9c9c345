import pMap from "p-map";
import type { Test } from "../cases/tests.ts";
import { sortPlaces, type Answer } from "../drift/baseline.ts";
import { answerOf } from "../drift/observations/answer.ts";
import type { Row } from "../runner/result.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { openReference, type OpenReference } from "../servers/reference/open.ts";
import { SteadyClock } from "./steady-clock.ts";

/**
 * Tests that are on their way at the same time. A server of Node accepts one connection in each turn of the event loop: with
 * many tests at once on a busy machine the turns are long, and connections wait until their requests time out.
 */
export const AT_ONCE = 12;
/** Milliseconds after which a mutant that answers nothing is given up: long enough for a machine at load 25. */
const TIMEOUT = 60_000;
/** Milliseconds after which a change that does not show is given up; a mutant's shows at once or never. */
const PROJECTION_TIMEOUT = 300;

/** What one test brought: as the suite judges it, and as drift compares it. */
export interface TestRun {
  readonly test: Test;
  readonly rows: readonly Row[];
  /** Undefined when there is nothing to compare. */
  readonly answer: Answer | undefined;
}

/** What a mutant answered: as the suite judged it, and as drift compares it. */
export interface MutantRun {
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
}

/** True for a test that sends many requests and depends on what the server remembers of them. */
export function isScenario({ testCase }: Test): boolean {
  return testCase.kind === "scenario";
}

/** Runs tests, in their order, over real sockets against a server with one behaviour and users of its own. */
export async function runMutant(behaviour: Behaviour, tests: readonly Test[]): Promise<readonly TestRun[]> {
  const clock = new SteadyClock();
  const target = await openReference({ now: clock.now });
  clock.start();
  target.server.setBehaviours([behaviour]);
  const runs = await runTests(target, tests, AT_ONCE);
  await target.close();
  return runs;
}

/** Runs tests against a reference server, so many at a time; the runs are in the order of the tests. */
export async function runTests(
  { descriptor }: OpenReference,
  tests: readonly Test[],
  atOnce: number,
  beforeEach: (test: Test) => void = () => undefined,
): Promise<readonly TestRun[]> {
  const runner = openRunner({ ...descriptor, timeout: TIMEOUT, projectionTimeout: PROJECTION_TIMEOUT });
  const runOne = async (test: Test): Promise<TestRun> => {
    beforeEach(test);
    const run = await runner.run(test.testCase, test.transport);
    return { test, rows: run.rows, answer: answerOf(test.testCase, run, descriptor) };
  };
  const runs = await pMap(tests, runOne, { concurrency: atOnce });
  runner.close();
  return runs;
}

/** Joins what tests brought, in the order that baselines keep. */
export function joinRuns(runs: readonly TestRun[]): MutantRun {
  return {
    rows: runs.flatMap(({ rows }) => rows),
    answers: sortPlaces(runs.flatMap(({ answer }) => (answer === undefined ? [] : [answer]))),
  };
}
