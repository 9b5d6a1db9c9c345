import { GRADES, type Grade } from "../contract/grade.ts";
import type { Answer } from "../drift/baseline.ts";
import { compare, worstGrade } from "../drift/compare.ts";
import type { DriftRow } from "../drift/row.ts";

/** One difference that drift sees. */
export type DriftFinding = Pick<DriftRow, "rule" | "slug" | "grade" | "subject" | "places">;

/** What an upgrade to a mutant looks like to `npm run drift`. */
export interface MutantDrift {
  /** The grade that its entry states. */
  readonly stated: Grade;
  /** The gravest grade that drift gives, or null when it sees no difference. */
  readonly found: Grade | null;
  /** Each difference, the gravest first. */
  readonly rows: readonly DriftFinding[];
}

/** Compares a mutant with the server that has no fault. */
export function mutantDrift(stated: Grade, right: readonly Answer[], mutant: readonly Answer[]): MutantDrift {
  const { rows } = compare({ answers: right, noise: [] }, { answers: mutant, noise: [] });
  return {
    stated,
    found: worstGrade(rows) ?? null,
    rows: rows.map(({ rule, slug, grade, subject, places }) => ({ rule, slug, grade, subject, places })),
  };
}

/** True when a fault is graded as its entry states. */
export function gradedAsStated({ stated, found }: MutantDrift): boolean {
  return found === stated;
}

/** True when a harmless variation is graded no more gravely than its entry states. */
export function atMostStated({ stated, found }: MutantDrift): boolean {
  return found === null || GRADES.indexOf(found) >= GRADES.indexOf(stated);
}
