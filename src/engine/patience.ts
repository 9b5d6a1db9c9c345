import { fits } from "../checks/course.ts";
import type { Due } from "../contract/check.ts";
import type { Evidence } from "../contract/outcome.ts";

/** How long a change may take to show, and how the time is passed. */
export interface Patience {
  /** Milliseconds. */
  readonly limit: number;
  /** Passes this many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The present, in milliseconds. */
  readonly now: () => number;
}

/** The answer that ended the waiting. */
export interface Shown {
  readonly evidence: Evidence;
  /** From the first question to the last, in milliseconds; 0 when the first answer was no longer the earlier state. */
  readonly waited: number;
  /** The limit passed, and the answer was still the earlier state. */
  readonly late: boolean;
}

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 500;

/**
 * Asks again while the answer is still the state before a change. Any other answer ends the waiting, right or wrong: a
 * slow projection is told from a wrong answer by this.
 */
export async function untilShown(
  ask: () => Promise<Evidence>,
  due: Due,
  before: Due,
  { limit, wait, now }: Patience,
): Promise<Shown> {
  const from = now();
  let waited = 0;
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const evidence = await ask();
    if (fits(evidence, due) || !fits(evidence, before)) return { evidence, waited, late: false };
    waited = Math.round(now() - from);
    if (waited >= limit) return { evidence, waited, late: true };
    await wait(pause);
    waited = Math.round(now() - from);
  }
}
