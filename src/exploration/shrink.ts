import fc from "fast-check";
import type { CaseRun } from "../runner/result.ts";
import type { Generated } from "./generators/generated.ts";

/** A test and what came of it. */
export interface Tried {
  readonly generated: Generated;
  readonly run: CaseRun;
}

/** Where a test came from. */
export interface Source {
  /** Seed of its batch. */
  readonly seed: number;
  readonly batch: number;
  /** fast-check's path to it: its place in the batch, then the steps of shrinking. */
  readonly path: string;
}

/** The smallest test that was found. */
export interface Shrunk extends Tried {
  readonly source: Source;
  /** It did not show again when it was repeated. */
  readonly isUnstable: boolean;
}

/** Tests that are tried for one finding at most, and milliseconds that they may take. */
const MOST_TRIES = 300;
const MOST_MILLISECONDS = 15_000;

/** Looks for the smallest test that still shows something, from one that does; fast-check proposes, each is run. */
export async function shrink(
  arbitrary: fc.Arbitrary<Generated>,
  run: (generated: Generated) => Promise<Tried>,
  found: Tried,
  { seed, batch, path }: Source,
  shows: (tried: Tried) => boolean,
): Promise<Shrunk> {
  let smallest: Tried | undefined;
  const property = fc.asyncProperty(fc.limitShrink(arbitrary, MOST_TRIES), async (generated) => {
    const tried = await run(generated);
    if (!shows(tried)) return true;
    smallest = tried;
    return false;
  });
  const limits = { interruptAfterTimeLimit: MOST_MILLISECONDS, numRuns: 1 };
  const { counterexamplePath } = await fc.check(property, { seed, path, ...limits });
  return {
    ...(smallest ?? found),
    source: { seed, batch, path: counterexamplePath ?? path },
    isUnstable: smallest === undefined,
  };
}
