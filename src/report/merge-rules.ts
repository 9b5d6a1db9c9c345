import type { Statement } from "./conformance.ts";

/** One statement and where it was read. */
export interface Shard {
  readonly path: string;
  readonly statement: Statement;
}

/** In what two statements differ that must be the same in all shards of a run, or undefined when they do not. */
export function whyOther(left: Statement, right: Statement): string | undefined {
  const pairs: readonly (readonly [what: string, left: string | null, right: string | null])[] = [
    ["suite version", left.suite.version, right.suite.version],
    ["contract", left.suite.contract, right.suite.contract],
    ["target", left.target.kind, right.target.kind],
    ["vendor version", left.target.vendorVersion, right.target.vendorVersion],
    ["environment", left.target.environment, right.target.environment],
    // The port of an embedded target differs from run to run.
    ...(left.target.kind === "live" ? [["base URL", left.target.baseUrl, right.target.baseUrl] as const] : []),
    ["filters", filtersText(left), filtersText(right)],
    ["number of shards", totalText(left), totalText(right)],
    ["STRICT", String(left.plan.strict), String(right.plan.strict)],
  ];
  const other = pairs.find(([, one, another]) => one !== another);
  return other === undefined ? undefined : `${other[0]} ${other[1] ?? "unknown"} and ${other[2] ?? "unknown"}`;
}

/** Two shards that name different runs of CI, or lists of known deviations, and those: who names none may be of either. */
export function ofOtherRuns(shards: readonly Shard[]): readonly [left: Shard, right: Shard, why: string] | undefined {
  const ciRuns = differing(shards, ({ runs }) => runs.flatMap(({ ciRun }) => ciRun ?? []));
  if (ciRuns !== undefined) return ciRuns;
  const lists = differing(shards, ({ plan }) => (plan.knownDeviations === undefined ? [] : [plan.knownDeviations]));
  if (lists === undefined) return undefined;
  const [left, right, digests] = lists;
  return [left, right, `lists of known deviations, with the digests ${digests}`];
}

function differing(
  shards: readonly Shard[],
  namesOf: (statement: Statement) => readonly string[],
): readonly [left: Shard, right: Shard, names: string] | undefined {
  const named = shards.flatMap((shard) => namesOf(shard.statement).map((name) => ({ shard, name })));
  const [first] = named;
  const other = named.find(({ name }) => name !== first?.name);
  return first === undefined || other === undefined
    ? undefined
    : [first.shard, other.shard, `${first.name} and ${other.name}`];
}

function filtersText({ plan }: Statement): string {
  return plan.filters.length === 0 ? "none" : plan.filters.join(" ");
}

function totalText({ plan }: Statement): string {
  return plan.shard === null ? "none" : String(plan.shard.total);
}

/** Why statements are not each shard once, in a sentence, or undefined when they are. One whole run is complete. */
export function whyIncomplete(shards: readonly Shard[]): string | undefined {
  const paths = new Map<number, string>();
  let total = 1;
  for (const { path, statement } of shards) {
    const { shard } = statement.plan;
    if (shard === null && shards.length > 1)
      return `${path} is of a run without --shard: give statements of shards only.`;
    const current = shard?.current ?? 1;
    total = shard?.total ?? 1;
    const other = paths.get(current);
    if (other !== undefined) {
      return `${other} and ${path} are both shard ${partText(current, total)}: give each shard once.`;
    }
    paths.set(current, path);
  }
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((current) => !paths.has(current));
  if (missing.length === 0) return undefined;
  const names = missing.map((current) => partText(current, total)).join(" and ");
  return `The statement of shard ${names} is missing: give those of all ${String(total)} shards.`;
}

function partText(current: number, total: number): string {
  return `${String(current)}/${String(total)}`;
}
