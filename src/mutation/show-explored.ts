import { CASES_EACH, SEEDS, type ExploredRow } from "./explored.ts";

/** What was not found, what was found where nothing is wrong, and the figures; nothing where nobody asked for it. */
export function exploredLines(rows: readonly ExploredRow[]): readonly string[] {
  if (rows.length === 0) return [];
  const of = (what: ExploredRow["what"]): readonly ExploredRow[] => rows.filter((row) => row.what === what);
  const faults = of("fault");
  const isFound = ({ seed }: ExploredRow): boolean => seed !== null;
  const quiet = (what: ExploredRow["what"]): string =>
    `${String(of(what).filter((row) => !isFound(row)).length)} of ${String(of(what).length)}`;
  return [
    ...faults.filter((row) => !isFound(row)).map(({ id, statement }) => `unexplored  ${id} (${statement})`),
    ...rows
      .filter((row) => row.what !== "fault" && isFound(row))
      .map(({ what, id, found }) => `false alarm of generated cases in ${what} ${id}: ${found.slice(0, 3).join("; ")}`),
    `exploration: ${String(faults.filter(isFound).length)} of ${String(faults.length)} faults found with ${String(SEEDS)} seeds of ${String(CASES_EACH)} generated cases each, ${String(faults.filter(({ seed }) => seed === 1).length)} by the first; nothing found in ${quiet("variation")} harmless variations and ${quiet("circumstance")} circumstances`,
  ];
}

/** The same for people, with what found each fault. */
export function exploredMarkdown(rows: readonly ExploredRow[]): string {
  if (rows.length === 0) return "";
  return [
    "| generated cases | seed | found by |",
    "| --- | --- | --- |",
    ...rows.map(
      ({ id, seed, found }) => `| ${id} | ${seed === null ? "none" : String(seed)} | ${requirementsIn(found)} |`,
    ),
    "",
  ].join("\n");
}

function requirementsIn(found: readonly string[]): string {
  return [...new Set(found.map((text) => text.split(" ")[0] ?? ""))].join(", ");
}
