import { withAgain } from "./again.ts";
import { exploredLines, exploredMarkdown } from "./show-explored.ts";
import { circumstancesMarkdown, showCircumstances } from "./circumstances/show.ts";
import type { GenericRow } from "./generic/run.ts";
import { atMostStated, gradedAsStated, type MutantDrift } from "./drift.ts";
import { isFixedByUpgrade, type ReversedDrift } from "./reversed.ts";
import { holds, unexplained, type Matrix, type Notice } from "./matrix.ts";

/** The short console summary: figures, then whatever does not hold. */
export function showMatrix(matrix: Matrix, seconds: number, seed?: number): string {
  const { faults, variations, circumstances, generic, explored, untested } = matrix;
  const withFate = (fate: GenericRow["fate"]): string => String(generic.filter((row) => row.fate === fate).length);
  const killed = faults.filter(({ missed, noticed }) => missed.length === 0 && noticed.length > 0).length;
  const quiet = variations.filter(({ alarms }) => alarms.length === 0).length;
  return [
    ...faults
      .filter(({ missed }) => missed.length > 0)
      .map(({ fault, missed, noticed }) =>
        withAgain(
          `unnoticed   ${fault.id} (${fault.statement}): not by ${missed.join(", ")}; by ${namesOf(noticed).join(", ") || "nothing"}`,
          fault.id,
        ),
      ),
    ...untested.map((each) => `untested    ${each}: no fault names it`),
    ...variations
      .filter(({ alarms }) => alarms.length > 0)
      .map(({ id, alarms }) => withAgain(`false alarm ${id}: ${alarms.slice(0, 3).join("; ")}`, id)),
    ...faults
      .filter(({ drift }) => !gradedAsStated(drift))
      .map(({ fault: { id, statement }, drift }) =>
        withAgain(`misgraded   ${id} (${statement}): ${gradeText(drift)}`, id),
      ),
    ...faults
      .filter(({ reversed }) => !isFixedByUpgrade(reversed))
      .map(({ fault: { id, statement }, reversed }) =>
        withAgain(`not fixed   ${id} (${statement}): ${reversedText(reversed)}`, id),
      ),
    ...variations
      .filter(({ drift }) => !atMostStated(drift))
      .map(({ id, drift }) => withAgain(`misgraded   ${id}: ${gradeText(drift)}`, id)),
    ...unexplained(generic).map(({ id }) =>
      withAgain(`survivor    ${id}: nothing noticed it, and no reason says that it is harmless`, id, seed),
    ),
    `${String(killed)} of ${String(faults.length)} faults noticed by the requirement that they name, ${String(quiet)} of ${String(variations.length)} harmless variations without an alarm, in ${seconds.toFixed(1)} s`,
    `As an upgrade, ${String(faults.filter(({ drift }) => gradedAsStated(drift)).length)} of ${String(faults.length)} faults are graded as they state, ${String(variations.filter(({ drift }) => atMostStated(drift)).length)} of ${String(variations.length)} variations no more gravely than they state`,
    `reversed: ${String(faults.filter(({ reversed }) => isFixedByUpgrade(reversed)).length)} of ${String(faults.length)} not breaking, and drift says what is fixed`,
    `${String(generic.length)} generic faults: ${withFate("noticed")} noticed, ${withFate("blocked")} left no answer to judge, ${withFate("survived")} survived, ${String(unexplained(generic).length)} of them unexplained`,
    showCircumstances(circumstances),
    ...exploredLines(explored),
    holds(matrix) ? "The matrix holds." : "The matrix does not hold.",
  ].join("\n");
}

function reversedText({ found, fixed }: ReversedDrift): string {
  return `the upgrade that fixes it is ${found ?? "no difference"}, and drift says ${fixed.length === 0 ? "nothing of a fix" : `that ${fixed.join(", ")} is fixed`}`;
}

/** The requirements that noticed something, on whichever transport. */
function namesOf(noticed: readonly Notice[]): readonly string[] {
  return [...new Set(noticed.map(({ requirement }) => requirement))];
}

/** A grade beside the one that was stated. */
function gradeText({ stated, found, rows }: MutantDrift): string {
  return `stated ${stated}, found ${found ?? "no difference"}${rows.length === 0 ? "" : ` by ${[...new Set(rows.map(({ rule }) => rule))].join(", ")}`}`;
}

/** The matrix as a Markdown table, for people. */
export function markdown({ faults, variations, circumstances, generic, explored }: Matrix): string {
  return [
    "# Kill matrix",
    "",
    "| fault | what went wrong | names | noticed by | as an upgrade |",
    "| --- | --- | --- | --- | --- |",
    ...faults.map(
      ({ fault, noticed, drift }) =>
        `| ${fault.id} | ${fault.statement} | ${fault.requirement} | ${namesOf(noticed).join(", ")} | ${drift.found ?? "no difference"} |`,
    ),
    "",
    "| harmless variation | alarms | as an upgrade |",
    "| --- | --- | --- |",
    ...variations.map(
      ({ id, statement, alarms, drift }) =>
        `| ${id}: ${statement} | ${String(alarms.length)} | ${drift.found ?? "no difference"} |`,
    ),
    "",
    circumstancesMarkdown(circumstances),
    exploredMarkdown(explored),
    "| generic faults that survived, or left no answer to judge | number | why that is harmless |",
    "| --- | --- | --- |",
    ...survivors(generic),
    "",
  ].join("\n");
}

/** One row for all positions of one place. */
function survivors(generic: readonly GenericRow[]): string[] {
  const groups = new Map<string, { count: number; reason: string }>();
  for (const { id, fate, harmless } of generic) {
    if (fate === "noticed") continue;
    const place = id.replace(/ \d+ (dropped|altered)$/, " $1");
    const reason = fate === "blocked" ? "it is not: the run is blocked, and not green" : (harmless ?? "unexplained");
    groups.set(place, { count: (groups.get(place)?.count ?? 0) + 1, reason });
  }
  return [...groups].map(([place, { count, reason }]) => `| ${place} | ${String(count)} | ${reason} |`);
}
