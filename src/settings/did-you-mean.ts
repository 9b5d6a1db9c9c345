/** The candidate closest to a name, when close enough to be a likely typo: with at most so many letters wrong. */
export function didYouMean(name: string, candidates: readonly string[], most = 4): string | undefined {
  const near = candidates
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .sort((left, right) => left.distance - right.distance)[0];
  return near !== undefined && near.distance <= most ? near.candidate : undefined;
}

/**
 * True when a name is almost certainly a misspelt setting: in lower case, with one or two letters wrong, or without the
 * last word (`REQUEST_TIMEOUT` for `REQUEST_TIMEOUT_MS`).
 */
export function isSlipOf(name: string, setting: string): boolean {
  const upper = name.toUpperCase();
  const withoutLastWord = setting.slice(0, setting.lastIndexOf("_"));
  if (upper === withoutLastWord && withoutLastWord.includes("_")) return true;
  return Math.abs(upper.length - setting.length) <= 2 && distance(upper, setting, 2) <= 2;
}

/** Levenshtein distance, one row at a time, or any number above `most` where it is more. */
function distance(from: string, to: string, most = Infinity): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    // No later row has a smaller number.
    if (Math.min(...next) > most) return Infinity;
    row = next;
  }
  return row[to.length] ?? 0;
}
