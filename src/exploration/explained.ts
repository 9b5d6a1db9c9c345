import type { CaseRun } from "../runner/result.ts";
import type { KnownDeviation, KnownDeviations } from "../runner/known-deviations.ts";
import type { Observed } from "./symptom.ts";

/**
 * The known deviations whose cause explains what was observed. A fixed case excuses exactly the requirements that are
 * listed; a generated one may bring a cause together with anything, so that its sign counts under every requirement.
 */
export function causesOf(
  { violation, symptom }: Observed,
  run: CaseRun,
  key: string,
  known: KnownDeviations,
): readonly KnownDeviation[] {
  return known
    .fitting({ key, exchanges: run.exchanges })
    .filter(({ signs }) =>
      signs.some(
        ({ where, seen, transports }) =>
          transports.includes(symptom.transport) && where === violation.where && seen === violation.seen,
      ),
    );
}
