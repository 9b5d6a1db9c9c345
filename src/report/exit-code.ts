import type { Summary } from "./conformance.ts";

/** 0: conforms; 1: violations; 2: settings or environment, nothing can be said. */
export type ExitCode = 0 | 1 | 2;

/** The exit code of a run. 2 outranks 1: a run that could not judge all that it should never counts as judged. */
export function exitCode(summary: Summary, strict: boolean): ExitCode {
  const { pass, fail, deviation, known, stale, blocked } = summary;
  const judged = pass + fail + deviation + known + stale;
  if (blocked > 0 || judged === 0) return 2;
  if (fail > 0 || stale > 0) return 1;
  return strict && deviation > 0 ? 1 : 0;
}
