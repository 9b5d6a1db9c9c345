import { CASES } from "../cases/index.ts";
import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/exchange.ts";
import type { Row } from "../engine/result.ts";
import type { Behaviour } from "../targets/reference/behaviour.ts";
import { openRunner } from "../targets/open-runner.ts";
import { openReference } from "../targets/reference/open.ts";

/** Cases that are on their way at the same time. */
const AT_ONCE = 24;
/** Milliseconds after which a mutant that answers nothing is given up. */
const PATIENCE = 2000;
/** Milliseconds after which a change that does not show is given up; a mutant's shows at once or never. */
const PROJECTION_PATIENCE = 300;

/** Which cases a mutant must answer: courses take many requests, and only some mutants are about them. */
export type MutantCases = "all" | "without-courses";

/** A mutant's own answer to the cases on every transport, over real sockets, against users of its own. */
export async function runMutant(behaviours: readonly Behaviour[], which: MutantCases): Promise<readonly Row[]> {
  const target = await openReference();
  target.server.setBehaviours(behaviours);
  const runner = openRunner({ ...target.facts, timeout: PATIENCE, projectionTimeout: PROJECTION_PATIENCE });
  const rows: Row[] = [];
  const waiting = everyTest(CASES.filter(({ course }) => which === "all" || course === undefined));
  const worker = async (): Promise<void> => {
    for (const [testCase, transport] of waiting) rows.push(...(await runner.run(testCase, transport)).rows);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  runner.close();
  await target.close();
  return rows;
}

function* everyTest(cases: readonly Case[]): Generator<readonly [Case, Transport]> {
  for (const testCase of cases) {
    for (const transport of testCase.transports) yield [testCase, transport];
  }
}
