import { GRADES, type Grade } from "../../contract/grade.ts";
import type { DriftRow } from "../row.ts";
import { CONTRACT_RULES, type ContractRuleId } from "./rules.ts";

/** One difference in one place, before it meets those that have the same cause. */
export interface Difference {
  readonly rule: ContractRuleId;
  readonly subject: string;
  readonly old: string;
  readonly new: string;
  readonly place: string;
}

const GRADE_OF = new Map<string, Grade>(CONTRACT_RULES.map(({ id, grade }) => [id, grade]));

/** Makes one row of the differences that are the same but for their place; the worst first, then by rule and subject. */
export function rowsOf(differences: readonly Difference[]): readonly DriftRow[] {
  const causes = new Map<string, Difference[]>();
  for (const difference of differences) {
    const cause = causeOf(difference);
    causes.set(cause, [...(causes.get(cause) ?? []), difference]);
  }
  return [...causes.values()].flatMap(rowOf).sort(byGrade);
}

function rowOf(same: readonly Difference[]): readonly DriftRow[] {
  const [first] = same;
  if (first === undefined) return [];
  const { rule, subject, old, new: now } = first;
  const grade = GRADE_OF.get(rule);
  if (grade === undefined) throw new Error(`There is no rule ${rule}`);
  const places = [...new Set(same.map(({ place }) => place))].sort();
  return [{ rule, grade, subject, old, new: now, places }];
}

function byGrade(left: DriftRow, right: DriftRow): number {
  const worse = GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade);
  if (worse !== 0) return worse;
  return causeOf(left) < causeOf(right) ? -1 : 1;
}

/** What makes differences one row: everything but their place. */
function causeOf({ rule, subject, old, new: now }: Pick<DriftRow, "rule" | "subject" | "old" | "new">): string {
  return [rule, subject, old, now].join("\n");
}

/** How a row says that one side has nothing. */
export const ABSENT = "absent";

/** What differs between two lists, each side as a row writes it. */
export function listed(values: readonly string[]): string {
  return values.length === 0 ? "none" : values.join(", ");
}
