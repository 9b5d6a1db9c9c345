import { everyRequirement, type KnownRequirement } from "../../contract/requirements/index.ts";
import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import type { Row, Verdict } from "../../runner/result.ts";
import { saysSomething } from "./coverage.ts";

/** Verdicts of one requirement over one transport, the one that counts first. */
const COUNTS: readonly Verdict[] = [
  ...(["fail", "stale", "blocked", "deviation", "known", "pass", "skipped", "inapplicable"] as const),
];

/** One requirement over one transport. */
export interface Cell {
  readonly transport: Transport;
  /** The worst of its verdicts; `none` where the requirement is not for the transport, or no test of it was planned. */
  readonly verdict: Verdict | "none";
  /** The same in words, with how often. */
  readonly text: string;
}

/** One requirement over every transport. */
export interface MatrixRow {
  readonly requirement: KnownRequirement;
  readonly cells: readonly Cell[];
}

/** What was found of each requirement over each transport. */
export function matrixOf(rows: readonly Row[]): MatrixRow[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.requirement} ${row.transport}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return everyRequirement().map((requirement) => ({
    requirement,
    cells: TRANSPORTS.map((transport) => cellOf(requirement, transport, groups.get(`${requirement.id} ${transport}`))),
  }));
}

function cellOf({ transports }: KnownRequirement, transport: Transport, rows: readonly Row[] = []): Cell {
  const isFor = transports.includes(transport);
  const verdict = COUNTS.find((candidate) => rows.some((row) => row.verdict === candidate));
  if (verdict === undefined) return { transport, verdict: "none", text: isFor ? "not planned" : "does not apply" };
  const count = rows.filter((row) => row.verdict === verdict).length;
  const judged = rows.filter(saysSomething).length;
  return { transport, verdict, text: cellText(verdict, count, judged) };
}

function cellText(verdict: Verdict, count: number, judged: number): string {
  if (verdict === "skipped") return "not run";
  if (verdict === "inapplicable") return "nothing to judge";
  if (verdict === "blocked") return `blocked ${String(count)}`;
  return count === judged ? `${verdict} ${String(count)}` : `${verdict} ${String(count)} of ${String(judged)}`;
}
