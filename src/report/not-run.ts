import { isJudged, worstVerdict, type Row } from "../runner/result.ts";

/** A reason for which tests were not run, and how many. */
export interface NotRun {
  readonly reason: string;
  readonly tests: number;
}

/** Why tests judged nothing, the most frequent reason first. */
export function notRun(rows: readonly Row[]): NotRun[] {
  const tests = new Map<string, Row[]>();
  for (const row of rows) {
    const name = `${row.case} ${row.transport}`;
    tests.set(name, [...(tests.get(name) ?? []), row]);
  }
  const counts = new Map<string, number>();
  for (const group of tests.values()) {
    if (isJudged({ verdict: worstVerdict(group) })) continue;
    const reason = group.find(({ verdict }) => verdict === "skipped")?.reason ?? "nothing to judge";
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, tests: count }))
    .sort((left, right) => right.tests - left.tests);
}
