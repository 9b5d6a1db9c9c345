import { holds, type Matrix } from "./matrix.ts";

/** The short console summary: figures, then whatever does not hold. */
export function showMatrix(matrix: Matrix, seconds: number): string {
  const { faults, variations, untested } = matrix;
  const killed = faults.filter(({ missed, noticed }) => missed.length === 0 && noticed.length > 0).length;
  const quiet = variations.filter(({ alarms }) => alarms.length === 0).length;
  return [
    ...faults
      .filter(({ missed }) => missed.length > 0)
      .map(
        ({ fault, missed, noticed }) =>
          `unnoticed   ${fault.id} (${fault.statement}): not by ${missed.join(", ")}; by ${noticed.join(", ") || "nothing"}`,
      ),
    ...untested.map((each) => `untested    ${each}: no fault names it`),
    ...variations
      .filter(({ alarms }) => alarms.length > 0)
      .map(({ id, alarms }) => `false alarm ${id}: ${alarms.slice(0, 3).join("; ")}`),
    `${String(killed)} of ${String(faults.length)} faults noticed by the requirement that they name, ${String(quiet)} of ${String(variations.length)} harmless variations without an alarm, in ${seconds.toFixed(1)} s`,
    holds(matrix) ? "The matrix holds." : "The matrix does not hold.",
  ].join("\n");
}

/** The matrix as a Markdown table, for people. */
export function markdown({ faults, variations }: Matrix): string {
  return [
    "# Kill matrix",
    "",
    "| fault | what went wrong | names | noticed by |",
    "| --- | --- | --- | --- |",
    ...faults.map(
      ({ fault, noticed }) =>
        `| ${fault.id} | ${fault.statement} | ${fault.requirement} | ${[...new Set(noticed.map((each) => each.split(" ")[0] ?? ""))].join(", ")} |`,
    ),
    "",
    "| harmless variation | alarms |",
    "| --- | --- |",
    ...variations.map(({ id, statement, alarms }) => `| ${id}: ${statement} | ${String(alarms.length)} |`),
    "",
  ].join("\n");
}
