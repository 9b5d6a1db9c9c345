import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import { VERDICTS, type Row } from "../runner/result.ts";
import { rowKey } from "./conformance.ts";

/** Rows that violate one requirement in one way, wherever that was seen. */
export interface Cause {
  /** What to show of it. */
  readonly first: Row;
  /** All of its rows, each once. */
  readonly rows: readonly Row[];
}

/** Cases where a cause was seen, with the transports that they have in common. */
export interface Place {
  readonly transports: readonly Transport[];
  readonly cases: readonly string[];
}

/** Groups rows by requirement, verdict and class of what was seen. What weighs most comes first, then what is seen most. */
export function causesOf(rows: readonly Row[]): Cause[] {
  const groups = new Map<string, Map<string, Row>>();
  for (const row of rows) {
    const group = groups.get(causeKey(row)) ?? new Map<string, Row>();
    groups.set(causeKey(row), group);
    if (!group.has(rowKey(row))) group.set(rowKey(row), row);
  }
  return [...groups.values()]
    .map((group) => [...group.values()])
    .flatMap((all) => (all[0] === undefined ? [] : [{ first: all[0], rows: all }]))
    .sort(
      (left, right) =>
        VERDICTS.indexOf(left.first.verdict) - VERDICTS.indexOf(right.first.verdict) ||
        right.rows.length - left.rows.length ||
        (left.first.requirement < right.first.requirement ? -1 : 1),
    );
}

/** What a known deviation recognises a violation by; the reason where there is none. */
function causeKey({ requirement, verdict, violations, reason = "" }: Row): string {
  // What blocks a test blocks all of its requirements.
  if (verdict === "blocked") return [verdict, reason].join("\n");
  const seen = violations.map((violation) => JSON.stringify([violation.where, violation.seen])).sort();
  return [requirement, verdict, ...(seen.length === 0 || verdict === "known" ? [reason] : []), ...seen].join("\n");
}

/** Where a cause was seen: cases with the same transports together. */
export function placesOf({ rows }: Cause): Place[] {
  const transports = new Map<string, Set<Transport>>();
  for (const row of rows) {
    transports.set(row.case, (transports.get(row.case) ?? new Set<Transport>()).add(row.transport));
  }
  const places = new Map<string, string[]>();
  for (const [id, used] of transports) {
    const key = TRANSPORTS.filter((transport) => used.has(transport)).join(" ");
    places.set(key, [...(places.get(key) ?? []), id]);
  }
  return [...places].map(([key, cases]) => ({
    transports: TRANSPORTS.filter((transport) => key.split(" ").includes(transport)),
    cases,
  }));
}

/** The transports over which a cause was seen. */
export function transportsOf({ rows }: Cause): Transport[] {
  return TRANSPORTS.filter((transport) => rows.some((row) => row.transport === transport));
}
