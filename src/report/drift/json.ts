import { placeOf } from "../../drift/baseline.ts";
import type { DriftReport } from "../../drift/report.ts";
import type { DriftRow } from "../../drift/row.ts";
import { sidesOf } from "./values.ts";

/** The report as JSON, for programs: each row as data and, in `old` and `new`, in words. */
export function driftJson(report: DriftReport): string {
  const rows = report.rows.map((row) => ({ ...rowJson(row), ...(row.accepted && { accepted: row.accepted }) }));
  return JSON.stringify({ ...report, rows, pinned: report.pinned.map(rowJson) }, null, 2);
}

function rowJson(row: DriftRow): object {
  const { rule, slug, grade, statement, source, subject, difference } = row;
  const places = row.source === "behaviour" ? row.places.map(placeOf) : row.places;
  const varies = row.source === "behaviour" && row.varies;
  return { rule, slug, grade, statement, source, subject, ...sidesOf(row), varies, places, difference };
}
