import { GRADES } from "../../contract/grade.ts";
import type { ContractRow } from "../row.ts";
import type { PlacedDifference } from "./difference.ts";
import { CONTRACT_RULES } from "./rules.ts";
import { contractSubjectOf } from "./subject.ts";

/** Combines differences that are equal except for their place into one row; worst first, then by rule and subject. */
export function rowsOf(differences: readonly PlacedDifference[]): readonly ContractRow[] {
  const causes = new Map<string, PlacedDifference[]>();
  for (const difference of differences) {
    const cause = causeOf(difference);
    causes.set(cause, [...(causes.get(cause) ?? []), difference]);
  }
  return [...causes.values()].flatMap(rowOf).sort(byGrade);
}

function rowOf(same: readonly PlacedDifference[]): readonly ContractRow[] {
  const [first] = same;
  if (first === undefined) return [];
  const { rule: slug, subject, old, new: now } = first;
  const rule = CONTRACT_RULES.find((each) => each.slug === slug);
  if (rule === undefined) throw new Error(`There is no rule ${slug}`);
  return [
    {
      source: "contract",
      rule: rule.id,
      slug,
      grade: rule.grade,
      statement: rule.statement,
      subject: contractSubjectOf(subject),
      difference: { subject, old, new: now },
      places: [...new Set(same.map(({ place }) => place))].sort(),
    },
  ];
}

function byGrade(left: ContractRow, right: ContractRow): number {
  return (
    GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade) ||
    order(left.rule, right.rule) ||
    order(left.subject, right.subject)
  );
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Key that groups differences into one row: everything but their place. */
function causeOf({ rule, subject, old, new: now }: PlacedDifference): string {
  return JSON.stringify([rule, subject, old, now]);
}
