import type { Row } from "../runner/result.ts";
import type { Redactor } from "./redact.ts";

/** Longest text of a violation; the exchange attached to the test has the rest. */
const LONGEST = 1000;

/** Rows without credentials, fit to be written down. */
export function showRows(rows: readonly Row[], redactor: Redactor): Row[] {
  const show = (text: string): string => cut(redactor.text(text));
  return rows.map((row) => ({
    ...row,
    violations: row.violations.map(({ expected, actual, where, seen }) => ({
      expected: show(expected),
      actual: show(actual),
      where: show(where),
      seen: show(seen),
    })),
    ...(row.reason === undefined ? {} : { reason: show(row.reason) }),
  }));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
