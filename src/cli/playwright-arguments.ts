import { parseArguments } from "../report/playwright-options.ts";
import { filtersOf, type StatementPlan } from "../report/run-plan.ts";

/** What the wrapper needs from the arguments that it passes on to Playwright. */
export interface PlaywrightArguments {
  readonly args: readonly string[];
  /** Names of the requested reporters, if any. */
  readonly reporter?: string;
  /** Number of the shard, when the run is one. */
  readonly shard?: number;
  /** The same as the statement says it. */
  readonly plan: Pick<StatementPlan, "shard" | "filters">;
  /** True when Playwright only prints information and runs no test. */
  readonly runsNothing: boolean;
}

const ASKING = ["--list", "--help", "--version"];

/**
 * Reads the arguments. `--reporter` would replace all reporters, and with them the statement and the Allure results: it
 * is taken out, and the configuration uses it for the reporters that print.
 */
export function readArguments(given: readonly string[]): PlaywrightArguments {
  const read = parseArguments(given);
  const valueOf = (wanted: string): string | undefined => read.findLast(({ option }) => option === wanted)?.values[0];
  const reporter = valueOf("--reporter");
  const shard = shardOf(valueOf("--shard"));
  return {
    args: read.filter(({ option }) => option !== "--reporter").flatMap(({ words }) => words),
    runsNothing: read.some(({ option }) => option !== undefined && ASKING.includes(option)),
    ...(reporter === undefined ? {} : { reporter }),
    ...(shard === undefined ? {} : { shard: shard.current }),
    plan: { shard: shard ?? null, filters: filtersOf(given) },
  };
}

function shardOf(value = ""): { readonly current: number; readonly total: number } | undefined {
  const [, current, total] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value) ?? [];
  return current === undefined ? undefined : { current: Number(current), total: Number(total) };
}
