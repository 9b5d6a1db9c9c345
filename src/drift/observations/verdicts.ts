import type { Row } from "../../runner/result.ts";
import type { RawObservations } from "./head.ts";

/**
 * The verdict of every requirement, by place and class of what was seen: the safety net for what no other observation shows.
 * The reasons of what was not judged are texts of the suite's and stay out.
 */
export function verdictObservations(rows: readonly Row[]): RawObservations {
  return Object.fromEntries(rows.map((row) => [`verdict ${row.requirement}`, verdictOf(row)]));
}

function verdictOf({ level, verdict, violations }: Row): string {
  const seen = [...new Set(violations.map((each) => `${each.where} ${each.seen}`))].sort().join(", ");
  if (level === "MAY" && seen !== "") return `noted: ${seen}`;
  return verdict === "fail" || verdict === "deviation" ? `${verdict}: ${seen}` : verdict;
}
