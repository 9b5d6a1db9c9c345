import pMap from "p-map";
import { CASES } from "../cases/index.ts";
import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { sortPlaces, type Answer } from "../drift/baseline.ts";
import { answerOf } from "../drift/observations/answer.ts";
import type { Row } from "../runner/result.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { openReference } from "../servers/reference/open.ts";

/** Cases that are on their way at the same time. */
const AT_ONCE = 24;
/** Milliseconds after which a mutant that answers nothing is given up. */
const PATIENCE = 2000;
/** Milliseconds after which a change that does not show is given up; a mutant's shows at once or never. */
const PROJECTION_PATIENCE = 300;

/** Which cases a mutant must answer: scenarios take many requests, and only some mutants are about them. */
export type MutantCases = "all" | "without-scenarios";

/** What a mutant answered: as the suite judged it, and as drift compares it. */
export interface MutantRun {
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
}

/** A mutant's own answer to the cases on every transport, over real sockets, against users of its own. */
export async function runMutant(behaviours: readonly Behaviour[], which: MutantCases): Promise<MutantRun> {
  const target = await openReference();
  target.server.setBehaviours(behaviours);
  const runner = openRunner({ ...target.descriptor, timeout: PATIENCE, projectionTimeout: PROJECTION_PATIENCE });
  const rows: Row[] = [];
  const answers: Answer[] = [];
  const tests = everyTest(CASES.filter(({ kind }) => which === "all" || kind !== "scenario"));
  const runOne = async ([testCase, transport]: readonly [Case, Transport]): Promise<void> => {
    const run = await runner.run(testCase, transport);
    rows.push(...run.rows);
    const answer = answerOf(testCase, run, target.descriptor);
    if (answer !== undefined) answers.push(answer);
  };
  await pMap(tests, runOne, { concurrency: AT_ONCE });
  runner.close();
  await target.close();
  return { rows, answers: sortPlaces(answers) };
}

function* everyTest(cases: readonly Case[]): Generator<readonly [Case, Transport]> {
  for (const testCase of cases) {
    for (const transport of testCase.transports) yield [testCase, transport];
  }
}
