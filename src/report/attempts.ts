import { sumRetries } from "../runner/http/retry-statistics.ts";
import type { Row, Verdict } from "../runner/result.ts";
import { longest, rowKey, type RunRows } from "./conformance.ts";

/**
 * Verdicts of attempts, the one that counts first: a violation that was seen once was there, and an attempt that could
 * not judge leaves open what it would have seen.
 */
const COUNTS: readonly Verdict[] = [
  ...(["fail", "stale", "blocked", "deviation", "known", "pass", "skipped", "inapplicable"] as const),
];

/**
 * Makes one run of all attempts of a test (`--retries`, `--repeat-each`). Of each row the worst attempt counts; a row
 * whose attempts differ is unstable.
 */
export function joinAttempts(attempts: readonly RunRows[]): RunRows {
  const [only] = attempts;
  if (only !== undefined && attempts.length === 1) return only;
  const rows = new Map<string, Row>();
  for (const row of attempts.flatMap((attempt) => attempt.rows)) {
    const before = rows.get(rowKey(row));
    rows.set(rowKey(row), before === undefined ? row : worse(before, row));
  }
  const lag = longest(attempts.map((attempt) => attempt.lag));
  const announced = attempts.flatMap((attempt) => attempt.announced ?? []);
  return {
    rows: [...rows.values()],
    ...sumRetries(attempts),
    ...(lag === null ? {} : { lag }),
    ...(announced.length === 0 ? {} : { announced }),
  };
}

function worse(left: Row, right: Row): Row {
  const row = COUNTS.indexOf(right.verdict) < COUNTS.indexOf(left.verdict) ? right : left;
  const isUnstable = left.unstable === true || left.verdict !== right.verdict;
  return isUnstable ? { ...row, unstable: true } : row;
}
