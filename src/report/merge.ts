import { StatementError } from "../errors.ts";
import { sumRetries } from "../runner/http/retry-statistics.ts";
import type { Row } from "../runner/result.ts";
import { conformance, longest, rowKey, worse, type Statement } from "./conformance.ts";

/** One statement and where it was read. */
export interface Shard {
  readonly path: string;
  readonly statement: Statement;
}

/**
 * Makes one statement of those of shards. They must be of one suite version and one target; the port of an embedded
 * target differs from run to run and does not count. Of a row that several have, the worst verdict stays: merging
 * never makes a run look better.
 */
export function mergeStatements(shards: readonly Shard[]): Statement {
  const [first, ...rest] = shards;
  if (first === undefined) throw new StatementError("There is nothing to merge: give the statements of the shards.");
  for (const shard of rest) {
    const difference = whyOther(first.statement, shard.statement);
    if (difference !== undefined) {
      throw new StatementError(
        `${first.path} and ${shard.path} are of different runs (${difference}): merge the shards of one run only.`,
      );
    }
  }
  const rows = new Map<string, Row>();
  for (const row of shards.flatMap(({ statement }) => statement.results)) {
    const there = rows.get(rowKey(row));
    rows.set(rowKey(row), there === undefined ? row : worse(there, row));
  }
  const statements = shards.map(({ statement }) => statement);
  const proxies = [...new Set(statements.flatMap(({ target }) => target.proxies))].sort();
  const lag = longest(statements.map(({ lagMs }) => lagMs));
  const samples = statements.flatMap((statement) => statement.samples ?? []);
  const merged = conformance(first.statement.suite.version, { ...first.statement.target, proxies }, [
    { rows: [...rows.values()], ...sumRetries(statements), ...(lag === null ? {} : { lag }) },
  ]);
  return samples.length === 0 ? merged : { ...merged, samples };
}

function whyOther(left: Statement, right: Statement): string | undefined {
  const pairs: readonly (readonly [what: string, left: string | null, right: string | null])[] = [
    ["suite version", left.suite.version, right.suite.version],
    ["target", left.target.kind, right.target.kind],
    ["vendor version", left.target.vendorVersion, right.target.vendorVersion],
    ["environment", left.target.environment, right.target.environment],
    ...(left.target.kind === "live" ? [["base URL", left.target.baseUrl, right.target.baseUrl] as const] : []),
  ];
  const other = pairs.find(([, one, another]) => one !== another);
  return other === undefined ? undefined : `${other[0]} ${other[1] ?? "unknown"} and ${other[2] ?? "unknown"}`;
}
