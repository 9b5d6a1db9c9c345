import type { Grade } from "../contract/grade.ts";
import type { Answer } from "../drift/baseline.ts";
import { compare, worstGrade } from "../drift/compare.ts";
import { FIX_SLUGS } from "../drift/rules.ts";

/** What an upgrade from a mutant to the server without a fault looks like to `npm run drift`. */
export interface ReversedDrift {
  /** The gravest grade that drift gives, or null when it sees no difference. */
  readonly found: Grade | null;
  /** What drift says is fixed, such as `answer to a missing key`. */
  readonly fixed: readonly string[];
}

/** Compares the server that has no fault with a mutant, as the release before it. */
export function reversedDrift(right: readonly Answer[], mutant: readonly Answer[]): ReversedDrift {
  const { rows } = compare({ answers: mutant, noise: [] }, { answers: right, noise: [] });
  const fixes = rows.filter(({ slug }) => FIX_SLUGS.includes(slug));
  return { found: worstGrade(rows) ?? null, fixed: fixes.map(({ subject }) => subject) };
}

/** True when the way back from a fault breaks nothing, and drift says what is fixed. */
export function isFixedByUpgrade({ found, fixed }: ReversedDrift): boolean {
  return found !== "breaking" && fixed.length > 0;
}
