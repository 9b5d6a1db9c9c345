import { parseArguments } from "../report/playwright-options.ts";
import { filtersOf, type StatementPlan } from "../report/run-plan.ts";

/** What the wrapper needs from the arguments that it passes on to Playwright. */
export interface PlaywrightArguments {
  readonly args: readonly string[];
  /** Names of the requested reporters, if any. */
  readonly reporter?: string;
  /** True when every failure of every test is to be printed. */
  readonly isVerbose: boolean;
  /** Number of the shard, when the run is one. */
  readonly shard?: number;
  /** The same as the statement says it. */
  readonly plan: Pick<StatementPlan, "shard" | "filters">;
  /** True when Playwright only prints information and runs no test. */
  readonly runsNothing: boolean;
}

/** An option of our own, which Playwright does not have. */
export const VERBOSE = "--verbose";

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
    args: read.filter(({ option }) => option !== "--reporter" && option !== VERBOSE).flatMap(({ words }) => words),
    isVerbose: read.some(({ option }) => option === VERBOSE),
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
