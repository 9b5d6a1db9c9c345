import { CASES } from "../cases/index.ts";
import type { Transport } from "../contract/exchange.ts";
import type { Row } from "../engine/result.ts";
import { createRunner } from "../engine/run.ts";
import type { Behaviour } from "../targets/reference/behaviour.ts";
import { openReference } from "../targets/reference/open.ts";

/** Cases that are on their way at the same time. */
const AT_ONCE = 24;
/** Milliseconds after which a mutant that answers nothing is given up. */
const PATIENCE = 2000;

/** A mutant's own answer to every case on every transport, over real sockets, against users of its own. */
export async function runMutant(behaviours: readonly Behaviour[]): Promise<readonly Row[]> {
  const target = await openReference();
  target.server.setBehaviours(behaviours);
  const runner = createRunner({ ...target.facts, timeout: PATIENCE });
  const rows: Row[] = [];
  const waiting = everyTest();
  const worker = async (): Promise<void> => {
    for (const [testCase, transport] of waiting) rows.push(...(await runner.run(testCase, transport)).rows);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  runner.close();
  await target.close();
  return rows;
}

function* everyTest(): Generator<readonly [(typeof CASES)[number], Transport]> {
  for (const testCase of CASES) {
    for (const transport of testCase.transports) yield [testCase, transport];
  }
}
