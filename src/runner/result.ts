import type { Violation } from "../checks/check.ts";
import type { Transport } from "../contract/transport.ts";
import type { Exchange } from "../protocol/exchange.ts";
import type { RetryStatistics } from "./http/retry-statistics.ts";
import type { Level } from "../contract/requirement.ts";

/**
 * The judgement of one requirement in one case on one transport (design words):
 * `fail` a MUST is violated, `deviation` a SHOULD is, `known` a listed deviation seen exactly as listed, `stale` one
 * listed as observed in this release and not seen, `inapplicable` where the answer leaves nothing to judge (EARL 1.0
 * `earl:inapplicable`), `skipped` what could not be tried, with its reason, `blocked` by the environment.
 */
export type Verdict = "pass" | "fail" | "deviation" | "known" | "stale" | "inapplicable" | "skipped" | "blocked";

/** Every verdict, the worst first. */
export const VERDICTS: readonly Verdict[] = [
  "blocked",
  "fail",
  "stale",
  "deviation",
  "known",
  "pass",
  "skipped",
  "inapplicable",
];

/** One row of the conformance statement. */
export interface Row {
  readonly case: string;
  readonly requirement: string;
  readonly level: Level;
  readonly transport: Transport;
  readonly verdict: Verdict;
  readonly violations: readonly Violation[];
  /** Why it was inapplicable, skipped or blocked, which known deviation it is, or a note. */
  readonly reason?: string;
  /** True when the test was tried several times and this verdict, the worst, did not come every time. */
  readonly unstable?: true;
}

/** What running one case over one transport gave. */
export interface CaseRun extends RetryStatistics {
  readonly case: string;
  readonly transport: Transport;
  readonly rows: readonly Row[];
  /** In the order sent, for reports. Hold credentials: to be redacted before they are shown. */
  readonly exchanges: readonly Exchange[];
  /** The longest time that a change took to show, in milliseconds; absent where nothing was changed. */
  readonly lag?: number;
}

/** True for the verdict of a requirement that was judged: the others say why there was nothing to judge. */
export function isJudged({ verdict }: Pick<Row, "verdict">): boolean {
  return verdict !== "inapplicable" && verdict !== "skipped";
}

/** The worst of the rows' verdicts; `skipped` or `inapplicable` only when nothing was judged. */
export function worstVerdict(rows: readonly Pick<Row, "verdict">[]): Verdict {
  return VERDICTS.find((verdict) => rows.some((row) => row.verdict === verdict)) ?? "skipped";
}
