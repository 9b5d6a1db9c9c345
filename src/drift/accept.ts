import { BaselineError } from "../errors.ts";
import { escapeRegExp } from "../util/escape-regexp.ts";
import { readJsonFile } from "../util/read-json-file.ts";
import type { DriftRow } from "./row.ts";

/** A reviewed difference, accepted until a date. */
export interface Acceptance {
  readonly rule: string;
  /** Pattern of the row's subject; `*` matches anything. */
  readonly subject: string;
  readonly reason: string;
  /** Last day of its validity, such as `2027-01-31`, in UTC. */
  readonly expires: string;
}

/** A row with the entry that accepts it, if one does. */
export type ReviewedRow = DriftRow & { readonly accepted?: Acceptance };

/** Rows matched with the list of accepted ones. */
export interface Accepted {
  readonly rows: readonly ReviewedRow[];
  /** Expired entries, which no longer accept anything. */
  readonly expired: readonly Acceptance[];
  /** Entries that match no row and can be removed. */
  readonly unmatched: readonly Acceptance[];
}

/** Reads a list of accepted rows. Throws a BaselineError when the file cannot be read or is not such a list. */
export function readAcceptances(path: string): readonly Acceptance[] {
  const wrong = (problem: string) =>
    new BaselineError(`${path} ${problem}: give --accept a list of rules, subjects, reasons and days.`);
  const list = readJsonFile(path, { name: "accepted-drift.schema.json" }, wrong) as readonly Acceptance[];
  const noDay = list.find(({ expires }) => !isDay(expires));
  if (noDay !== undefined) throw wrong(`expires on ${JSON.stringify(noDay.expires)}, which is no day`);
  return list;
}

/** Date.parse reads February 31 as March 3, and does not read month 13. */
function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** Marks the rows accepted on a day such as `2027-01-31`. Accepted rows stay visible but do not count. */
export function accept(rows: readonly DriftRow[], list: readonly Acceptance[], today: string): Accepted {
  const expired = list.filter(({ expires }) => expires < today);
  const valid = list.filter((entry) => !expired.includes(entry));
  const reviewed = rows.map((row): ReviewedRow => {
    const accepted = valid.find((entry) => fits(entry, row));
    return accepted === undefined ? row : { ...row, accepted };
  });
  return { rows: reviewed, expired, unmatched: valid.filter((entry) => !rows.some((row) => fits(entry, row))) };
}

function fits({ rule, subject }: Acceptance, row: DriftRow): boolean {
  if (rule !== row.rule) return false;
  const literals = subject.split("*").map(escapeRegExp);
  return new RegExp(`^${literals.join(".*")}$`).test(row.subject);
}
