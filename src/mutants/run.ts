import { CASES } from "../cases/index.ts";
import type { Transport } from "../contract/exchange.ts";
import { sortAnswers, type Answer } from "../drift/baseline.ts";
import { answerOf } from "../drift/facets/answer.ts";
import type { Row } from "../engine/result.ts";
import { createRunner } from "../engine/run.ts";
import type { Behaviour } from "../targets/reference/behaviour.ts";
import { openReference } from "../targets/reference/open.ts";

/** Cases that are on their way at the same time. */
const AT_ONCE = 24;
/** Milliseconds after which a mutant that answers nothing is given up. */
const PATIENCE = 2000;

/** What a mutant answered: as the suite judged it, and as drift compares it. */
export interface MutantRun {
  readonly rows: readonly Row[];
  readonly answers: readonly Answer[];
}

/** A mutant's own answer to every case on every transport, over real sockets, against users of its own. */
export async function runMutant(behaviours: readonly Behaviour[]): Promise<MutantRun> {
  const target = await openReference();
  target.server.setBehaviours(behaviours);
  const runner = createRunner({ ...target.facts, timeout: PATIENCE });
  const rows: Row[] = [];
  const answers: Answer[] = [];
  const waiting = everyTest();
  const worker = async (): Promise<void> => {
    for (const [testCase, transport] of waiting) {
      const run = await runner.run(testCase, transport);
      rows.push(...run.rows);
      const answer = answerOf(testCase, run, target.facts);
      if (answer !== undefined) answers.push(answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  runner.close();
  await target.close();
  return { rows, answers: sortAnswers(answers) };
}

function* everyTest(): Generator<readonly [(typeof CASES)[number], Transport]> {
  for (const testCase of CASES) {
    for (const transport of testCase.transports) yield [testCase, transport];
  }
}
