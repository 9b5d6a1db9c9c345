import { everyRequirement } from "../../contract/requirements/index.ts";
import type { Row, Verdict } from "../../runner/result.ts";

/** Verdicts on the vendor: what was blocked, skipped or inapplicable says nothing of it. */
const ON_THE_VENDOR: readonly Verdict[] = ["pass", "fail", "stale", "deviation", "known"];

/** How many of the requirements something was found out about. */
export interface Coverage {
  readonly judged: number;
  readonly all: number;
}

/** True where a row says something of the vendor. */
export function saysSomething({ verdict }: Pick<Row, "verdict">): boolean {
  return ON_THE_VENDOR.includes(verdict);
}

/** Counts the requirements that were judged at least once: one that was only tried does not count. */
export function coverageOf(rows: readonly Pick<Row, "requirement" | "verdict">[]): Coverage {
  return {
    judged: new Set(rows.filter(saysSomething).map(({ requirement }) => requirement)).size,
    all: everyRequirement().length,
  };
}
