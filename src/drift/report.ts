import { BaselineError } from "../errors.ts";
import { GRADES, type Grade } from "../contract/grade.ts";
import type { Acceptance, ReviewedRow } from "./accept.ts";
import { accept } from "./accept.ts";
import type { Baseline, Unjudged } from "./baseline.ts";
import { compare, type UnjudgedSides } from "./compare.ts";
import { comparePublished } from "./contract/openapi/compare-published.ts";
import { compareWithPinned } from "./contract/openapi/pinned.ts";
import { OPERATION_REMOVED } from "./removed.ts";
import type { ContractRow, DriftRow } from "./row.ts";

/** The content of a report on two baselines. */
export interface DriftReport {
  readonly old: BaselineName;
  readonly new: BaselineName;
  /** Nothing breaks, and all that the old target answered could be compared but for what intermediaries may refuse. */
  readonly safe: boolean;
  /** Rows that count, by grade. */
  readonly counts: Readonly<Record<Grade, number>>;
  readonly rows: readonly ReviewedRow[];
  /** Answers in both baselines. */
  readonly compared: number;
  /** Answers of the old baseline, with those that somebody else gave. */
  readonly total: number;
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  /** What somebody else than a target answered, on each side; not compared. */
  readonly unjudged: UnjudgedSides;
  /** Places where the users of the two sides do not have the same keys; not compared. */
  readonly storedOtherwise: readonly string[];
  /** Of what nobody judged what may be the doing of the new release, so that nothing is known to be safe. */
  readonly undecided: readonly Unjudged[];
  readonly noise: readonly string[];
  /** Subjects by which the new target looks like a mixed deployment, several releases behind one address. */
  readonly mixed: readonly string[];
  readonly expired: readonly Acceptance[];
  readonly unmatched: readonly Acceptance[];
  /** Why the published contracts were not compared, one sentence each; empty when they were. */
  readonly contractReasons: readonly string[];
  /** How the new target's published contract differs from the one that the suite judges by; no part of the verdict. */
  readonly pinned: readonly ContractRow[];
}

/** Name of a baseline in a report. */
export interface BaselineName extends Pick<Baseline, "suite" | "target" | "contractVersion"> {
  /** Where it came from: the path of its file, or `live`. */
  readonly place: string;
}

/** Input of a report besides the two baselines. */
export interface ReportOptions {
  readonly accepted: readonly Acceptance[];
  /** Where the two came from. */
  readonly places: { readonly old: string; readonly new: string };
  /** Such as `2027-01-31`, in UTC. */
  readonly today: string;
  /** Rows of other sources, such as the vendor's message descriptors. */
  readonly more?: readonly ContractRow[];
}

/** Least compared share of the old baseline: with less, no verdict is possible but that the operation is gone. */
const LEAST_SHARE = 0.5;

/** Compares two baselines. Throws a BaselineError when they have too little in common: that is never safe. */
export function driftReport(old: Baseline, now: Baseline, options: ReportOptions): DriftReport {
  const comparison = compare(old, now);
  if (comparison.compared === 0) {
    throw new BaselineError("The two baselines have no answer in common: record both with the same suite.");
  }
  const total = old.answers.length + (old.unjudged?.length ?? 0);
  const isGone = comparison.rows.some(({ rule }) => rule === OPERATION_REMOVED.id);
  if (comparison.compared < total * LEAST_SHARE && !isGone) {
    throw new BaselineError(
      `Only ${String(comparison.compared)} of ${String(total)} answers of the old baseline are in the new one: record both from equally prepared targets.`,
    );
  }
  const published = comparePublished(old.contract, now.contract);
  const found = [...comparison.rows, ...(published.rows ?? []), ...(options.more ?? [])];
  const { rows, expired, unmatched } = accept(byGrade(found), options.accepted, options.today);
  const counts = Object.fromEntries(
    GRADES.map((grade) => [grade, rows.filter((row) => row.grade === grade && row.accepted === undefined).length]),
  ) as Record<Grade, number>;
  const { compared, onlyOld, onlyNew, unjudged, storedOtherwise, undecided, noise, mixed } = comparison;
  return {
    ...{
      old: nameOf(old, options.places.old),
      new: nameOf(now, options.places.new),
      safe: counts.breaking === 0 && undecided.length === 0,
      counts,
      rows,
    },
    ...{ compared, total, onlyOld, onlyNew, unjudged, storedOtherwise, undecided },
    ...{ noise, mixed, expired, unmatched },
    contractReasons: "reasons" in published ? published.reasons : [],
    pinned: "contract" in now.contract ? compareWithPinned(now.contract.contract) : [],
  };
}

/** The worst first; rows of one grade stay in the order of their sources. */
function byGrade(rows: readonly DriftRow[]): readonly DriftRow[] {
  return [...rows].sort((left, right) => GRADES.indexOf(left.grade) - GRADES.indexOf(right.grade));
}

function nameOf({ suite, target, contractVersion }: Baseline, place: string): BaselineName {
  return { suite, target, contractVersion, place };
}
