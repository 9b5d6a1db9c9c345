import { mostAttempts } from "./patience.ts";
import type { TargetFacts } from "./target.ts";

/** A case sends at most three requests, each once more after a reset connection. */
const REQUESTS = 6;

/**
 * Milliseconds that one case can take at most, every request as slow and as unwelcome as it may be. Whatever takes longer
 * hangs for a fault of our own.
 */
export function caseTimeLimit({ timeout, network }: TargetFacts): number {
  const least = Math.max(30_000, (REQUESTS + 2) * timeout);
  if (network === undefined) return least;
  const { retryAfterLimit, maxPerSecond } = network;
  const attempt = timeout + (maxPerSecond === undefined ? 0 : 1000 / maxPerSecond);
  return least + REQUESTS * (retryAfterLimit + mostAttempts(retryAfterLimit) * attempt);
}
