import { classOf } from "../checks/finding.ts";
import type { Violation } from "../checks/check.ts";
import type { Transport } from "../contract/transport.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";
import type { CaseRun, Row } from "../runner/result.ts";
import { readers } from "../transports/index.ts";

/** One violation, as it can be found again: where it shows, what is seen there, and in which answer. */
export interface Symptom {
  readonly transport: Transport;
  readonly where: string;
  readonly seen: string;
  /** The answer by status and code; a server fault by what it says of its place too, as two of them have two causes. */
  readonly outcome: string;
}

/** A row of a run that is violated, with one of its violations. */
export interface Observed {
  readonly row: Row;
  readonly violation: Violation;
  readonly symptom: Symptom;
}

/** Every violation of a run that needs a reader's attention, known or not. */
export function observedIn(run: CaseRun, key: string): readonly Observed[] {
  const violated = run.rows.filter(({ verdict }) => ["fail", "deviation", "known"].includes(verdict));
  if (violated.length === 0) return [];
  const [first] = run.exchanges;
  const outcome = first === undefined ? "" : outcomeOf(first, key);
  const isWrongItself = violated.some((row) => !isRelation(row) && row.violations.some(isOfOutcome));
  return violated.flatMap((row) =>
    // Two answers differ because one of them is wrong: that is told of the one.
    (isRelation(row) && isWrongItself ? [] : row.violations).map((violation) => ({
      row,
      violation,
      symptom: { transport: run.transport, where: violation.where, seen: violation.seen, outcome },
    })),
  );
}

/** True for a requirement that the transports agree. */
export function isRelation({ requirement }: Pick<Row, "requirement">): boolean {
  return requirement.startsWith("GMM-09");
}

/** True when a violation is about what the answer means, and not about its form. */
export function isOfOutcome({ where }: Pick<Violation, "where">): boolean {
  return ["status", "grpc-status", "code", "/code"].includes(where);
}

/** A symptom as one text, for comparing. */
export function symptomText({ transport, where, seen, outcome }: Symptom): string {
  return JSON.stringify([transport, where, seen, outcome]);
}

/** The answer by what never varies between two requests with the same cause. */
function outcomeOf(exchange: Exchange, key: string): string {
  const evidence = readers[exchange.transport](exchange);
  const { outcome } = evidence;
  const code = outcome.kind === "error" ? `code ${String(outcome.code)}` : outcome.kind;
  const status = `${exchange.transport} HTTP ${String(exchange.response.status)}`;
  return [status, code, ...(isServerFault(evidence) ? [saidOf(evidence, key)] : [])].join(" ");
}

/** A server's own mistake, whatever was asked. */
function isServerFault({ exchange, outcome }: Evidence): boolean {
  return exchange.response.status >= 500 || (outcome.kind === "error" && (outcome.code === 2 || outcome.code === 13));
}

/** Longest part of a message that is compared. */
const COMPARED = 60;

/** The message without what it repeats of the request, and without ids and numbers. */
function saidOf(evidence: Evidence, key: string): string {
  const { outcome } = evidence;
  if (outcome.kind !== "error") return classOf(evidence);
  const forms = key.length < 2 ? [] : [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)];
  const bare = forms.reduce((text, form) => text.replaceAll(form, "…"), outcome.message ?? "");
  // The vendor ends a message with the id of its place in the source: `(QUERY-Rgh32)`.
  const place = /\([A-Z]+-\w+\)/.exec(bare)?.[0] ?? "";
  return `${bare
    .replace(/\([A-Z]+-\w+\)/, "")
    .replace(/[\w-]*\d[\w:.-]*/g, "#")
    .slice(0, COMPARED)}${place}`;
}
