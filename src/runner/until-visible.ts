import { fits } from "../checks/scenario.ts";
import type { ExpectedValue } from "../checks/check.ts";
import type { Evidence } from "../protocol/outcome.ts";
import type { Clock } from "./http/clock.ts";

/** The answer that ended the waiting. */
export interface Shown {
  readonly evidence: Evidence;
  /** From the first question to the last, in milliseconds; 0 when the first answer was no longer the earlier state. */
  readonly waited: number;
  /** The limit passed, and the answer was still the earlier state. */
  readonly late: boolean;
}

/** Milliseconds that a change may take to show, unless the descriptor says otherwise. */
export const PROJECTION_TIMEOUT = 10_000;

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

/**
 * Asks again while the answer is still a state before a change. Any other answer ends the waiting, right or wrong: a
 * slow projection is told from a wrong answer by this. The limit is in milliseconds.
 */
export async function untilShown(
  ask: () => Promise<Evidence>,
  expected: ExpectedValue,
  before: readonly ExpectedValue[],
  limit: number,
  clock: Clock,
): Promise<Shown> {
  const from = clock.now();
  let waited = 0;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const evidence = await ask();
    if (fits(evidence, expected) || !before.some((state) => fits(evidence, state)))
      return { evidence, waited, late: false };
    waited = Math.round(clock.now() - from);
    if (waited >= limit) return { evidence, waited, late: true };
    await clock.wait(pause);
    waited = Math.round(clock.now() - from);
  }
}
