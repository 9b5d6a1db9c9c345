import type { Transport } from "../contract/transport.ts";
import type { Requirement } from "../contract/requirement.ts";
import type { Row } from "../runner/result.ts";
import type { CircumstanceRow } from "./circumstances/index.ts";
import type { GenericRow } from "./generic/run.ts";
import { exploresWell, type ExploredRow } from "./explored.ts";
import type { Fault, Variation } from "./fault.ts";
import { atMostStated, gradedAsStated, mutantDrift, type MutantDrift } from "./drift.ts";
import { isFixedByUpgrade, reversedDrift, type ReversedDrift } from "./reversed.ts";
import type { MutantRun } from "./run.ts";

/** A requirement on a transport, such as `GMM-0101 rest`. */
export type OnTransport = `${string} ${Transport}`;

/** A requirement that noticed something on a transport, and the cases in which it did. */
export interface Notice {
  readonly requirement: string;
  readonly transport: Transport;
  /** Sorted. */
  readonly cases: readonly string[];
}

/** One fault with everything that noticed it. */
export interface FaultRow {
  readonly fault: Pick<Fault, "id" | "statement" | "source" | "requirement" | "transports">;
  readonly noticed: readonly Notice[];
  /** What the fault names and what did not notice it. */
  readonly missed: readonly OnTransport[];
  /** How an upgrade to it would be graded. */
  readonly drift: MutantDrift;
  /** How the upgrade that fixes it would be graded. */
  readonly reversed: ReversedDrift;
}

/** One variation with every row that raised a false alarm. */
export interface VariationRow {
  readonly id: string;
  readonly statement: string;
  readonly alarms: readonly string[];
  /** How an upgrade to it would be graded. */
  readonly drift: MutantDrift;
}

/** The whole kill matrix. */
export interface Matrix {
  readonly faults: readonly FaultRow[];
  readonly variations: readonly VariationRow[];
  /** What lies between client and server, and whether the run said what it must. */
  readonly circumstances: readonly CircumstanceRow[];
  /** Faults that were not thought of but drawn: whatever survives must be harmless for a reason. */
  readonly generic: readonly GenericRow[];
  /** What generated cases say of faults, variations and circumstances; empty unless it was asked for. */
  readonly explored: readonly ExploredRow[];
  /** Requirements of level MUST or SHOULD, by transport, that no fault names. */
  readonly untested: readonly OnTransport[];
}

/** What noticed a fault: a MUST or a SHOULD that was violated. A verdict of the environment's notices nothing. */
export function noticedBy(rows: readonly Row[]): readonly Notice[] {
  const cases = new Map<string, Notice & { readonly cases: string[] }>();
  for (const { verdict, requirement, transport, case: id } of rows) {
    if (verdict !== "fail" && verdict !== "deviation") continue;
    const place = onTransport({ requirement, transport });
    const notice = cases.get(place) ?? { requirement, transport, cases: [] };
    notice.cases.push(id);
    cases.set(place, notice);
  }
  const sorted = [...cases].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([, notice]) => ({ ...notice, cases: [...new Set(notice.cases)].sort() }));
}

function onTransport({ requirement, transport }: Pick<Notice, "requirement" | "transport">): OnTransport {
  return `${requirement} ${transport}`;
}

/** One row of the matrix: what a fault brought, beside what the server brings without it. */
export function faultRow(fault: Fault, { rows, answers }: MutantRun, right: MutantRun): FaultRow {
  const noticed = noticedBy(rows);
  const { id, statement, source, requirement, transports } = fault;
  const named = transports.map((transport) => onTransport({ requirement, transport }));
  const found = noticed.map(onTransport);
  return {
    fault: { id, statement, ...(source === undefined ? {} : { source }), requirement, transports },
    noticed,
    missed: named.filter((each) => !found.includes(each)),
    drift: mutantDrift(fault.grade, right.answers, answers),
    reversed: reversedDrift(right.answers, answers),
  };
}

/** One harmless variation: any verdict but pass, or inapplicable, is a false alarm. */
export function variationRow(
  { id, statement, grade }: Pick<Variation, "id" | "statement" | "grade">,
  { rows, answers }: MutantRun,
  right: MutantRun,
): VariationRow {
  const alarms = rows
    .filter(({ verdict }) => verdict !== "pass" && verdict !== "inapplicable")
    .map((row) => `${row.requirement} ${row.transport} ${row.case}: ${row.violations[0]?.actual ?? row.reason ?? ""}`);
  return { id, statement, alarms, drift: mutantDrift(grade, right.answers, answers) };
}

/** The requirements that no fault puts to the test, on the transports on which none does. */
export function untested(requirements: readonly Requirement[], faults: readonly Fault[]): readonly OnTransport[] {
  const named = new Set(
    faults.flatMap(({ requirement, transports }) => transports.map((each) => `${requirement} ${each}`)),
  );
  return requirements
    .filter(({ level }) => level !== "MAY")
    .flatMap(({ id, transports }) => transports.map((transport): OnTransport => `${id} ${transport}`))
    .filter((each) => !named.has(each));
}

/** Generic faults that nothing noticed and that nobody can call harmless. */
export function unexplained(generic: readonly GenericRow[]): readonly GenericRow[] {
  return generic.filter(({ fate, harmless }) => fate === "survived" && harmless === undefined);
}

/**
 * True when every fault is noticed by what it names, graded as it states, and fixed by the upgrade back, nothing is untested, no variation raises an
 * alarm or is graded worse than it states, in every circumstance the run said what it must, and no generic fault survives without a reason. Of the faults, generated cases find most.
 */
export function holds({ faults, variations, circumstances, generic, explored, untested: gaps }: Matrix): boolean {
  return (
    gaps.length === 0 &&
    unexplained(generic).length === 0 &&
    exploresWell(explored) &&
    faults.every(({ missed, noticed, drift }) => missed.length === 0 && noticed.length > 0 && gradedAsStated(drift)) &&
    faults.every(({ reversed }) => isFixedByUpgrade(reversed)) &&
    variations.every(({ alarms, drift }) => alarms.length === 0 && atMostStated(drift)) &&
    circumstances.every(({ unexpected }) => unexpected.length === 0)
  );
}
