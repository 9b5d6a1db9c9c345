import { createHash } from "node:crypto";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import { parseArguments, type Argument } from "./playwright-options.ts";

/** Which part of which plan a run is, as its statement says it. */
export interface StatementPlan {
  /** Null for a run of the whole plan. */
  readonly shard: { readonly current: number; readonly total: number } | null;
  /** The arguments that choose among the tests, sorted: `--grep parity`. Empty when all of them are planned. */
  readonly filters: readonly string[];
  /** A deviation fails the run too (STRICT). */
  readonly strict: boolean;
  /** Digest of the list of known deviations that it was judged by; absent in statements of earlier versions. */
  readonly knownDeviations?: string;
  /** Tests of this part, and how many of them ran. */
  readonly tests: { readonly planned: number; readonly ran: number };
}

/** What tells two lists of known deviations apart, however their files are written. */
export function digestOf(known: readonly KnownDeviation[]): string {
  return createHash("sha256").update(JSON.stringify(known)).digest("hex");
}

/** Options that choose among the tests. */
const FILTERS = [
  ...["--grep", "--grep-invert", "--project", "--last-failed", "--last-failed-file", "--only-changed"],
  ...["--test-list", "--test-list-invert"],
];

/** The filters of a command line of Playwright's: runs with the same ones plan the same tests. */
export function filtersOf(words: readonly string[]): readonly string[] {
  return parseArguments(words).filter(isFilter).map(filterText).sort();
}

function isFilter({ option }: Argument): boolean {
  return option === undefined || FILTERS.includes(option);
}

function filterText({ option, values }: Argument): string {
  return [...(option === undefined ? [] : [option]), ...[...values].sort()].join(" ");
}

/** Playwright's own command line in the process that runs its reporters. */
export function ownArguments(): readonly string[] {
  const [, , command, ...words] = process.argv;
  return command === "test" ? words : [];
}
