import type { Row } from "../../runner/result.ts";
import type { Expected } from "./circumstance.ts";
import type { Said } from "./run.ts";

/** Verdicts that a reader has to do something about. */
const LOUD = ["fail", "stale", "deviation", "blocked"];

/** What is wrong with what a run said, a sentence each; nothing where it said what was expected. */
export function whyUnexpected(said: Said, expected: Expected): string[] {
  const left = said.leftUsers === 0 ? [] : [`${String(said.leftUsers)} users were left behind`];
  if ("verdict" in expected) return [...left, ...unlessPassed(said, expected)];
  if ("blocked" in expected) return [...left, ...unlessBlocked(said, expected)];
  return [...left, ...unlessFailed(said, expected)];
}

function unlessPassed(said: Said, expected: Extract<Expected, { verdict: "pass" }>): string[] {
  const { inapplicable, notes, retried } = expected;
  const loud = said.rows.filter(({ verdict }) => LOUD.includes(verdict)).map(shown);
  const reasons = said.rows.filter(({ verdict }) => verdict === "inapplicable").map(({ reason = "" }) => reason);
  return [
    ...(said.blocked === undefined ? [] : [`blocked: ${said.blocked}`]),
    ...loud,
    ...(said.rows.some(({ verdict }) => verdict === "pass") ? [] : ["nothing passed"]),
    ...(inapplicable === undefined || reasons.some((reason) => inapplicable.test(reason))
      ? []
      : [`no row is inapplicable for ${inapplicable.source}`]),
    ...(notes === undefined || said.notes.some((note) => notes.test(note)) ? [] : [`no note says ${notes.source}`]),
    ...(retried !== true || said.retries > 0 ? [] : ["nothing was sent again"]),
  ];
}

function unlessBlocked(said: Said, { blocked, transports }: Extract<Expected, { blocked: RegExp }>): string[] {
  if (said.blocked !== undefined) {
    return blocked.test(said.blocked) ? [] : [`blocked with another sentence: ${said.blocked}`];
  }
  const rows = said.rows.filter(({ verdict }) => verdict === "blocked");
  const wrong = said.rows
    .filter(({ verdict }) => LOUD.includes(verdict))
    .filter(({ verdict, reason = "" }) => verdict !== "blocked" || !blocked.test(reason));
  const elsewhere = rows.filter(({ transport }) => transports?.includes(transport) === false);
  return [...(rows.length === 0 ? ["nothing was blocked"] : []), ...[...wrong, ...elsewhere].map(shown)];
}

function unlessFailed(said: Said, { fails, deviates = [] }: Extract<Expected, { fails: unknown }>): string[] {
  if (said.blocked !== undefined) return [`blocked: ${said.blocked}`];
  const found = (verdict: string): string =>
    [...new Set(said.rows.filter((row) => row.verdict === verdict).map(({ requirement }) => requirement))]
      .sort()
      .join(", ");
  return [
    ...(found("fail") === [...fails].sort().join(", ")
      ? []
      : [`fails ${found("fail") || "nothing"}, and not ${fails.join(", ")}`]),
    ...(found("deviation") === [...deviates].sort().join(", ")
      ? []
      : [`deviates from ${found("deviation") || "nothing"}, and not ${deviates.join(", ")}`]),
    ...said.rows.filter(({ verdict }) => verdict === "blocked").map(shown),
  ];
}

function shown({ requirement, transport, verdict, reason = "", violations, case: id }: Row): string {
  const [first] = violations;
  const why = first === undefined ? reason : `expected ${first.expected}, actual ${first.actual}`;
  return `${verdict} ${requirement} ${transport} ${id}: ${why}`;
}
