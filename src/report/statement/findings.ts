import { requirement, type KnownRequirement } from "../../contract/requirements/index.ts";
import { TRANSPORTS } from "../../contract/transport.ts";
import type { Row, Verdict } from "../../runner/result.ts";
import { testCommand } from "../reproduction/commands.ts";
import { causesOf, placesOf, type Cause } from "../causes.ts";
import { notRun, type NotRun } from "../not-run.ts";

/** Verdicts that a reader wants explained, with the title of their section. */
const SECTIONS: readonly (readonly [verdict: Verdict, title: string])[] = [
  ["fail", "Violations"],
  ["stale", "Listed deviations that were not seen"],
  ["deviation", "Deviations from a SHOULD"],
  ["known", "Known deviations"],
];

/** One way in which a requirement is not kept. */
export interface StatementFinding {
  readonly requirement: KnownRequirement;
  /** As its first test saw it. */
  readonly seen: Row["violations"];
  readonly reason: string | undefined;
  /** Cases with the transports over which it was seen. */
  readonly places: readonly string[];
  /** The first test again, with the same settings. */
  readonly again: string;
  /** Not seen in every attempt. */
  readonly isUnstable: boolean;
}

/** Findings of one verdict. */
export interface FindingSection {
  readonly verdict: Verdict;
  readonly title: string;
  readonly findings: readonly StatementFinding[];
}

/** Everything that is not as required, by cause. */
export function findingsOf(rows: readonly Row[]): FindingSection[] {
  return SECTIONS.map(([verdict, title]) => ({
    verdict,
    title,
    findings: causesOf(rows.filter((row) => row.verdict === verdict)).map(findingOf),
  })).filter(({ findings }) => findings.length > 0);
}

function findingOf(cause: Cause): StatementFinding {
  const { first, rows } = cause;
  return {
    requirement: requirement(first.requirement),
    seen: first.violations,
    reason: first.reason,
    places: placesOf(cause).map(({ transports, cases }) => `${cases.join(", ")} (${transports.join(", ")})`),
    again: testCommand(first.case, first.transport),
    isUnstable: rows.some(({ unstable }) => unstable === true),
  };
}

/** What was not tested and why, with how many tests; what the environment blocked comes first. */
export function notTestedOf(rows: readonly Row[]): NotRun[] {
  const blocked = causesOf(rows.filter(({ verdict }) => verdict === "blocked")).map(({ first, rows: all }) => {
    const transports = TRANSPORTS.filter((transport) => all.some((row) => row.transport === transport));
    return {
      reason: `Blocked (${transports.join(", ")}): ${first.reason ?? "no reason was given"}`,
      tests: new Set(all.map((row) => `${row.case} ${row.transport}`)).size,
    };
  });
  return [...blocked, ...notRun(rows)];
}
