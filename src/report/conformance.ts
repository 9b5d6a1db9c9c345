import { TRANSPORTS } from "../contract/transport.ts";
import type { Announcement } from "../protocol/deprecation.ts";
import { sumRetries, type RetryStatistics } from "../runner/http/retry-statistics.ts";
import type { Row, Verdict } from "../runner/result.ts";
import type { StatementPlan } from "./run-plan.ts";
import type { SampleResult } from "../samples/result.ts";
import type { TargetDescriptor, TargetKind } from "../target/descriptor.ts";

/** What was judged. */
export interface StatementTarget {
  readonly kind: TargetKind;
  readonly baseUrl: string;
  /** Null when it is not known. */
  readonly vendorVersion: string | null;
  /** Name of the environment, such as `staging`; null when it has none. */
  readonly environment: string | null;
  /** Host and port of the forward proxies that requests went through. */
  readonly proxies: readonly string[];
}

/** Which suite judged by which contract. */
export interface StatementSuite {
  readonly version: string;
  /** The documents that the vendor publishes, with their versions. */
  readonly contract: string;
}

/** One process that ran tests: the whole run, or one of its shards. */
export interface StatementRun {
  /** Of this run and no other. */
  readonly id: string;
  readonly shard: { readonly current: number; readonly total: number } | null;
  /** The run of CI that started it, which all of its shards share; absent elsewhere. */
  readonly ciRun?: string;
  /** In UTC (RFC 3339). */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly node: string;
  /** Name, release and processor. */
  readonly os: string;
  /** By how much the server's clock was ahead; null where no answer has a Date, or the server ran on the same machine. */
  readonly clockAheadMs: number | null;
}

/** What a statement says of a run beside what was judged. */
export interface StatementHead {
  readonly suite: StatementSuite;
  readonly target: StatementTarget;
  readonly plan: StatementPlan;
  /** One; of a merged statement one for each shard, in their order. */
  readonly runs: readonly StatementRun[];
}

/** How many rows have each verdict. */
export type Summary = Readonly<Record<Verdict, number>>;

/** The conformance statement: what every reader of a run reads (schemas/conformance.schema.json). */
export interface Statement extends StatementHead, RetryStatistics {
  readonly summary: Summary;
  /** Rows that had another verdict in another attempt: a note beside the verdict. */
  readonly unstable: number;
  /** One row for each case, requirement and transport, in an order that does not depend on the run. */
  readonly results: readonly Row[];
  /** The longest time that a change took to show, in milliseconds; null when nothing was changed. */
  readonly lagMs: number | null;
  /** What answers announce of the end of the operation, each once. */
  readonly announced: readonly Announcement[];
  /** The documentation's code samples, where they were run against the same target. */
  readonly samples?: readonly SampleResult[];
}

/** The part of a run that the statement is made of. */
export interface RunRows extends RetryStatistics {
  readonly rows: readonly Row[];
  /** The longest time that a change took to show, in milliseconds. */
  readonly lag?: number;
  /** What answers announce of the end of the operation. */
  readonly announced?: readonly Announcement[];
}

/** Makes the statement of a run from what its tests gave. */
export function conformance(head: StatementHead, tests: readonly RunRows[]): Statement {
  const results = tests.flatMap(({ rows }) => rows).sort(compareRows);
  const { suite, target, plan, runs } = head;
  return {
    suite,
    target,
    plan,
    runs,
    summary: summarise(results),
    unstable: results.filter(({ unstable }) => unstable === true).length,
    results,
    ...sumRetries(tests),
    lagMs: longest(tests.map(({ lag }) => lag)),
    announced: uniqueAnnouncements(tests.flatMap(({ announced }) => announced ?? [])),
  };
}

/** Each announcement once, in an order that does not depend on the run. */
function uniqueAnnouncements(announced: readonly Announcement[]): readonly Announcement[] {
  const byText = new Map(announced.map((each) => [`${each.field} ${each.value}`, each]));
  return [...byText].sort(([left], [right]) => compareText(left, right)).map(([, each]) => each);
}

/** The longest of the times that were measured; null when none was. */
export function longest(times: readonly (number | null | undefined)[]): number | null {
  const measured = times.filter((time) => typeof time === "number");
  return measured.length === 0 ? null : Math.max(...measured);
}

/** The target as the statement names it. */
export function statementTarget(
  target: Pick<TargetDescriptor, "kind" | "baseUrl" | "vendorVersion" | "environment" | "network">,
): StatementTarget {
  const { kind, baseUrl, vendorVersion, environment, network } = target;
  const proxies = network?.proxy === undefined ? [] : [new URL(network.proxy.url).host];
  return { kind, baseUrl, vendorVersion: vendorVersion ?? null, environment: environment ?? null, proxies };
}

/** Counts the verdicts. */
function summarise(rows: readonly Pick<Row, "verdict">[]): Summary {
  const counts: Record<Verdict, number> = {
    pass: 0,
    fail: 0,
    deviation: 0,
    known: 0,
    stale: 0,
    inapplicable: 0,
    skipped: 0,
    blocked: 0,
  };
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}

/** What names a row. */
export function rowKey({ case: id, requirement, transport }: Row): string {
  return `${id} ${requirement} ${transport}`;
}

/** Rows by case, then transport, then requirement. */
function compareRows(left: Row, right: Row): number {
  return (
    compareText(left.case, right.case) ||
    TRANSPORTS.indexOf(left.transport) - TRANSPORTS.indexOf(right.transport) ||
    compareText(left.requirement, right.requirement)
  );
}

/** By code unit: the order of a locale would differ from machine to machine. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
