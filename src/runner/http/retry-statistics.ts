/** Answers that asked to wait, and what was waited for them. */
interface Throttled {
  /** Answers 429, or 503 with Retry-After, after which the request was sent again. */
  readonly count: number;
  readonly waitedMs: number;
}

/** What it took to get answers, beside one request for each. */
export interface RetryStatistics {
  /** Requests sent again after a reset or refused connection, or while a gateway said that the server is away. */
  readonly retries: number;
  readonly throttled: Throttled;
}

/** Every request was answered at once. */
export const NO_RETRIES: RetryStatistics = { retries: 0, throttled: { count: 0, waitedMs: 0 } };

/** Counts while requests are sent. */
export class RetryCounter implements RetryStatistics {
  retries = 0;
  throttled = NO_RETRIES.throttled;

  /** A request is sent again because it did not reach the server. */
  resent(): void {
    this.retries += 1;
  }

  /** A request is sent again after an answer that asked to wait. */
  waited(milliseconds: number): void {
    const { count, waitedMs } = this.throttled;
    this.throttled = { count: count + 1, waitedMs: waitedMs + milliseconds };
  }
}

/** The sum of several parts of a run. */
export function sumRetries(parts: readonly RetryStatistics[]): RetryStatistics {
  return parts.reduce(
    (sum, { retries, throttled }) => ({
      retries: sum.retries + retries,
      throttled: {
        count: sum.throttled.count + throttled.count,
        waitedMs: sum.throttled.waitedMs + throttled.waitedMs,
      },
    }),
    NO_RETRIES,
  );
}
