import type { Row } from "../../runner/result.ts";
import type { Observation, VerdictValue } from "../observation.ts";

/**
 * The verdict of every requirement, with place and class of violations: a safety net for what no other observation
 * shows. Reasons for not judging are the suite's own texts and stay out.
 */
export function verdictObservations(rows: readonly Row[]): readonly Observation[] {
  return rows.map((row) => ({ kind: "verdict", requirement: row.requirement, value: verdictOf(row) }) as const);
}

function verdictOf({ level, verdict, violations }: Row): VerdictValue {
  const seen = [...new Set(violations.map((each) => `${each.where} ${each.seen}`))].sort();
  if (level === "MAY" && seen.length > 0) return { verdict: "noted", seen };
  return { verdict, seen: verdict === "fail" || verdict === "deviation" ? seen : [] };
}
