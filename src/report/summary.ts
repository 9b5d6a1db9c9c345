import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import { requirement } from "../contract/requirements/index.ts";
import { isJudged, worstVerdict, type Row, type Verdict } from "../runner/result.ts";
import type { Statement } from "./conformance.ts";
import { notRun } from "./not-run.ts";
import { samplesLine } from "./samples/text.ts";
import { unlinkedText } from "./statement-run.ts";
import { targetName } from "./target-name.ts";
import { counted } from "./counted.ts";

/** Verdicts in the order of the table's columns. */
const COLUMNS: readonly Verdict[] = [
  "pass",
  "fail",
  "stale",
  "deviation",
  "known",
  "inapplicable",
  "skipped",
  "blocked",
];

/** Verdicts that are listed by requirement, with what to say of them. */
const LISTED: readonly (readonly [verdict: Verdict, title: string])[] = [
  ["fail", "Violations"],
  ["stale", "Listed deviations that were not seen"],
  ["deviation", "Deviations"],
  ["known", "Known deviations"],
];

/** Tests that a line names. */
const NAMED = 3;

/** How many of the case-on-transport tests passed, failed, were skipped or blocked; `failed` has what is stale too. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly blocked: number;
}

/** Counts tests, each by its worst row. */
export function countTests(rows: readonly Row[]): TestCounts {
  const counts = { passed: 0, failed: 0, skipped: 0, blocked: 0 };
  for (const test of groupBy(rows, (row) => `${row.case} ${row.transport}`).values()) {
    counts[classOf(worstVerdict(test))] += 1;
  }
  return counts;
}

function classOf(verdict: Verdict): keyof TestCounts {
  if (!isJudged({ verdict })) return "skipped";
  if (verdict === "blocked") return "blocked";
  return verdict === "fail" || verdict === "stale" ? "failed" : "passed";
}

/** The short table that ends a run's console output; its last line alone is the tests, for CI to read. */
export function summaryText(statement: Statement): string {
  const { target, results, lagMs } = statement;
  const parts = [
    `${targetName(target)}${throughProxies(target.proxies)}, ${String(results.length)} judgements`,
    table(results),
    ...retryStatistics(statement),
    ...(lagMs === null || lagMs === 0 ? [] : [`Changes showed after ${String(lagMs)} ms at the latest.`]),
    ...announcements(statement),
    ...unlinked(statement),
    ...unstable(results),
    ...LISTED.flatMap(([verdict, title]) => list(results, verdict, title)),
    ...blockedMessages(results),
    ...notRunReasons(results),
    ...nothingJudged(results),
    ...(statement.samples === undefined ? [] : [samplesLine(statement.samples)]),
    countsLine(countTests(results)),
  ];
  return parts.join("\n\n");
}

/** The line that CI reads. */
export function countsLine({ passed, failed, skipped, blocked }: TestCounts): string {
  const rest = blocked === 0 ? "" : `, ${String(blocked)} blocked`;
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped${rest}`;
}

function throughProxies(proxies: readonly string[]): string {
  return proxies.length === 0 ? "" : ` through the proxy ${proxies.join(" and ")}`;
}

/** What a reader should know of the line between the suite and its target, though every answer came in the end. */
function retryStatistics({ retries, throttled: { count, waitedMs } }: Statement): string[] {
  const parts = [
    ...(retries === 0
      ? []
      : [`${counted(retries, "request")} sent again after a lost connection or a gateway's 502, 503 or 504`]),
    ...(count === 0
      ? []
      : [`${counted(count, "answer")} 429 or 503 waited for (${String(Math.ceil(waitedMs / 1000))} s)`]),
  ];
  return parts.length === 0 ? [] : [`Retries: ${parts.join(", ")}`];
}

/** A note on the end of the operation, which fails no run: whoever reads it has time to move. */
export function announcements({ announced }: Pick<Statement, "announced">): string[] {
  return announced.map(({ field, date, value }) => {
    const when = date?.slice(0, 10) ?? JSON.stringify(value);
    return field === "deprecation"
      ? `Deprecation: answers announce that the operation is deprecated, as of ${when} (RFC 9745).`
      : `Sunset: answers announce that the operation ends, on ${when} (RFC 8594).`;
  });
}

function unlinked({ runs }: Statement): string[] {
  const text = unlinkedText(runs);
  return text === undefined ? [] : [`Shards: ${text}.`];
}

/** Rows whose attempts differ, by the verdict that counts. */
function unstable(rows: readonly Row[]): string[] {
  const found = rows.filter((row) => row.unstable === true);
  if (found.length === 0) return [];
  const tests = [...groupBy(found, (row) => `${row.case} ${row.transport}`).keys()];
  const more = tests.length > NAMED ? ` and ${String(tests.length - NAMED)} more` : "";
  return [
    `Unstable: ${counted(found.length, "judgement")} not the same in every attempt, and the worst counts (${tests.slice(0, NAMED).join(", ")}${more}).`,
  ];
}

/** How many tests each missing means kept from running: what to set is in the reason. */
function notRunReasons(rows: readonly Row[]): string[] {
  const reasons = notRun(rows);
  if (reasons.length === 0) return [];
  const total = reasons.reduce((sum, { tests }) => sum + tests, 0);
  return [
    [`Not run: ${counted(total, "test")}`, ...reasons.map(({ reason, tests }) => `  ${String(tests)}: ${reason}`)].join(
      "\n",
    ),
  ];
}

function nothingJudged(rows: readonly Row[]): string[] {
  if (rows.length === 0) return ["Nothing was judged: no case fits the arguments of the run."];
  const isIdle = !rows.some(isJudged);
  return isIdle ? [`Nothing was judged: every case was skipped (${rows[0]?.reason ?? "no reason was given"}).`] : [];
}

function table(rows: readonly Row[]): string {
  const used = TRANSPORTS.filter((transport) => rows.some((row) => row.transport === transport));
  const count = (verdict: Verdict, transport?: Transport): string =>
    String(rows.filter((row) => row.verdict === verdict && (transport ?? row.transport) === row.transport).length);
  const lines = [
    ["", ...COLUMNS],
    ...used.map((transport) => [transport, ...COLUMNS.map((verdict) => count(verdict, transport))]),
    ["all", ...COLUMNS.map((verdict) => count(verdict))],
  ];
  return lines
    .map(([name = "", ...cells]) => `${name.padEnd(10)}${cells.map((cell) => cell.padStart(14)).join("")}`)
    .join("\n");
}

function list(rows: readonly Row[], verdict: Verdict, title: string): string[] {
  const found = rows.filter((row) => row.verdict === verdict);
  if (found.length === 0) return [];
  const lines = [...groupBy(found, (row) => row.requirement)].sort().map(([id, group]) => {
    const transports = TRANSPORTS.filter((transport) => group.some((row) => row.transport === transport)).join(", ");
    const { level, statement } = requirement(id);
    const times = group.length === 1 ? "once" : `${String(group.length)} times`;
    return `  ${id} ${level.padEnd(6)} ${statement} (${times}: ${transports})`;
  });
  return [[`${title}:`, ...lines].join("\n")];
}

/** One sentence for each reason, however many rows it blocked. */
function blockedMessages(rows: readonly Row[]): string[] {
  const blocked = rows.filter((row) => row.verdict === "blocked");
  const reasons = [...groupBy(blocked, (row) => row.reason ?? "no reason was given")];
  if (reasons.length === 0) return [];
  const lines = reasons.slice(0, 5).map(([reason, group]) => {
    const transports = TRANSPORTS.filter((transport) => group.some((row) => row.transport === transport)).join(", ");
    return `Blocked (${transports}): ${reason}`;
  });
  return [[...lines, ...(reasons.length > 5 ? [`and ${String(reasons.length - 5)} more reasons`] : [])].join("\n")];
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
