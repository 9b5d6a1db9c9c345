import { StatementError } from "../errors.ts";
import { sumRetries } from "../runner/http/retry-statistics.ts";
import type { Row } from "../runner/result.ts";
import { everyTest } from "./collector.ts";
import { conformance, longest, type Statement, type StatementRun } from "./conformance.ts";
import { ofOtherRuns, whyIncomplete, whyOther, type Shard } from "./merge-rules.ts";

/**
 * Makes one statement of those of all shards of a run. Throws a StatementError when they are not of one run, when one is
 * missing or comes twice, and when together they lack a test: what is merged must be the whole plan.
 */
export function mergeStatements(shards: readonly Shard[]): Statement {
  const [first, ...rest] = shards;
  if (first === undefined) throw new StatementError("There is nothing to merge: give the statements of the shards.");
  for (const shard of rest) {
    const difference = whyOther(first.statement, shard.statement);
    if (difference !== undefined) throw ofDifferentRuns(first, shard, difference);
  }
  const others = ofOtherRuns(shards);
  if (others !== undefined) throw ofDifferentRuns(...others);
  const incomplete = whyIncomplete(shards);
  if (incomplete !== undefined) throw new StatementError(incomplete);
  const rows = joinRows(shards);
  const statements = shards.map(({ statement }) => statement);
  demandWholePlan(first.statement, rows);
  const proxies = [...new Set(statements.flatMap(({ target }) => target.proxies))].sort();
  const lag = longest(statements.map(({ lagMs }) => lagMs));
  const samples = statements.flatMap((statement) => statement.samples ?? []);
  const tests = {
    planned: new Set(rows.map(testOf)).size,
    ran: statements.reduce((sum, { plan }) => sum + plan.tests.ran, 0),
  };
  const merged = conformance(
    {
      suite: first.statement.suite,
      target: { ...first.statement.target, proxies },
      plan: { ...first.statement.plan, shard: null, tests },
      runs: statements.flatMap(({ runs }) => runs).sort(compareShards),
    },
    [
      {
        rows,
        ...sumRetries(statements),
        ...(lag === null ? {} : { lag }),
        announced: statements.flatMap(({ announced }) => announced),
      },
    ],
  );
  return samples.length === 0 ? merged : { ...merged, samples };
}

function ofDifferentRuns(left: Shard, right: Shard, why: string): StatementError {
  return new StatementError(
    `${left.path} and ${right.path} are of different runs (${why}): merge the shards of one run only.`,
  );
}

/**
 * The rows of all shards. One that could not begin does not know its tests, and its statement has every test of the run:
 * of those, the ones that no other shard has are its own.
 */
function joinRows(shards: readonly Shard[]): readonly Row[] {
  const began = shards.filter(({ statement }) => statement.plan.tests.ran > 0);
  const paths = new Map<string, string>();
  for (const { path, statement } of began) {
    for (const test of new Set(statement.results.map(testOf))) {
      const other = paths.get(test);
      if (other !== undefined) {
        throw new StatementError(`${other} and ${path} both have ${test}: merge the shards of one run only.`);
      }
      paths.set(test, path);
    }
  }
  const others = shards.find(({ statement }) => statement.plan.tests.ran === 0)?.statement.results ?? [];
  return [...began.flatMap(({ statement }) => statement.results), ...others.filter((row) => !paths.has(testOf(row)))];
}

/** Without filters every test of the suite is planned. */
function demandWholePlan({ plan }: Statement, rows: readonly Row[]): void {
  if (plan.filters.length > 0) return;
  const found = new Set(rows.map(testOf));
  const missing = everyTest()
    .map(({ caseId, transport }) => `${caseId} ${transport}`)
    .filter((test) => !found.has(test));
  if (missing[0] === undefined) return;
  throw new StatementError(
    `The statements lack ${String(missing.length)} tests, such as ${missing[0]}: give every statement of the run.`,
  );
}

/** The order of the files does not count. */
function compareShards(left: StatementRun, right: StatementRun): number {
  return (left.shard?.current ?? 0) - (right.shard?.current ?? 0);
}

function testOf({ case: id, transport }: Row): string {
  return `${id} ${transport}`;
}
