import { GRADES } from "../../contract/grade.ts";
import type { ReviewedRow } from "../../drift/accept.ts";
import type { DriftReport } from "../../drift/report.ts";
import { commandsOfCase } from "../reproduction/of-case.ts";
import { sidesOf } from "./values.ts";
import { exampleText, nameText, notes, placesText, requiredText, verdictText } from "./words.ts";

/** Longest value that a console line shows. */
const SHOWN = 100;

/** The report for a console: the verdict, the rows by grade, then what was compared. */
export function driftConsole(report: DriftReport, all: boolean): string {
  const groups = GRADES.map((grade) => report.rows.filter((row) => row.grade === grade)).filter(isNotEmpty);
  const shown = groups.map((rows) => {
    const grade = rows[0]?.grade ?? "cosmetic";
    if (grade === "cosmetic" && !all) return `cosmetic\n  ${String(rows.length)} not shown: --all shows them`;
    return [grade, ...rows.flatMap(consoleRow)].join("\n");
  });
  return [verdictText(report), ...shown, notes(report).join("\n")].join("\n\n");
}

/** The report as Markdown, for a pull request. */
export function driftMarkdown(report: DriftReport, all: boolean): string {
  const rows = report.rows.filter(({ grade }) => all || grade !== "cosmetic");
  const hidden = report.rows.length - rows.length;
  const table = [
    "| grade | what | old | new | where | rule |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => {
      const { old, new: now } = sidesOf(row);
      const cells = [
        gradeText(row),
        nameText(row),
        `${exampleText(row)}${old}`,
        now,
        placesText(row),
        `${row.rule} ${row.slug}`,
      ];
      return `| ${cells.map(cell).join(" | ")} |`;
    }),
  ];
  return [
    "# Drift",
    verdictText(report),
    ...(rows.length === 0 ? [] : [table.join("\n")]),
    ...(hidden === 0 ? [] : [`${String(hidden)} cosmetic differences are not shown.`]),
    notes(report)
      .map((note) => `- ${cell(note)}`)
      .join("\n"),
    "",
  ].join("\n\n");
}

function consoleRow(row: ReviewedRow): string[] {
  const why = row.accepted === undefined ? "" : `  accepted until ${row.accepted.expires}: ${row.accepted.reason}`;
  const { old, new: now } = sidesOf(row);
  const required = requiredText(row);
  return [
    `  ${row.rule} ${row.slug}  ${row.subject}${why}`,
    ...(required === undefined ? [] : [`    ${required}`]),
    `    ${exampleText(row)}${cut(old)} -> ${cut(now)}`,
    `    ${placesText(row)}`,
    ...againLines(row),
  ];
}

/** How to see the answer at a row's first place; what is harmless nobody needs to see. */
function againLines(row: ReviewedRow): string[] {
  const [place] = row.source === "behaviour" ? row.places : [];
  if (place === undefined || !["breaking", "risky"].includes(row.grade)) return [];
  return commandsOfCase(place.case, place.transport).map((command) => `    again  ${command}`);
}

function gradeText({ grade, accepted }: ReviewedRow): string {
  return accepted === undefined ? grade : `${grade}, accepted until ${accepted.expires}: ${accepted.reason}`;
}

/** A bar would end the cell, a line break the row. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function isNotEmpty(rows: readonly ReviewedRow[]): boolean {
  return rows.length > 0;
}
