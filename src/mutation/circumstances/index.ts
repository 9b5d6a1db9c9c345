import type { Circumstance, Expected, Mode } from "./circumstance.ts";
import { CACHE_CIRCUMSTANCES } from "./catalogue/caches.ts";
import { CODING_CIRCUMSTANCES } from "./catalogue/codings.ts";
import { CONNECTION_CIRCUMSTANCES } from "./catalogue/connections.ts";
import { GATEWAY_CIRCUMSTANCES } from "./catalogue/gateways.ts";
import { HTTP_CIRCUMSTANCES } from "./catalogue/http.ts";
import { DEPLOYMENT_CIRCUMSTANCES } from "./catalogue/deployments.ts";
import { RATE_CIRCUMSTANCES } from "./catalogue/rates.ts";
import { REFUSAL_CIRCUMSTANCES } from "./catalogue/refusals.ts";
import { RESTART_CIRCUMSTANCES } from "./catalogue/restarts.ts";
import { REWRITING_CIRCUMSTANCES } from "./catalogue/rewritings.ts";
import { TIME_CIRCUMSTANCES } from "./catalogue/times.ts";
import { whyUnexpected } from "./judge.ts";
import { runIn } from "./run.ts";

/** One circumstance in one way of running, and what came of it. */
export interface CircumstanceRow {
  readonly id: string;
  readonly statement: string;
  readonly mode: Mode;
  /** What the run must say. */
  readonly expects: string;
  /** What is wrong with what it said; nothing where it said so. */
  readonly unexpected: readonly string[];
}

/** Every circumstance. */
export const CIRCUMSTANCES: readonly Circumstance[] = [
  ...RESTART_CIRCUMSTANCES,
  ...GATEWAY_CIRCUMSTANCES,
  ...CODING_CIRCUMSTANCES,
  ...RATE_CIRCUMSTANCES,
  ...REFUSAL_CIRCUMSTANCES,
  ...REWRITING_CIRCUMSTANCES,
  ...CONNECTION_CIRCUMSTANCES,
  ...HTTP_CIRCUMSTANCES,
  ...TIME_CIRCUMSTANCES,
  ...DEPLOYMENT_CIRCUMSTANCES,
  ...CACHE_CIRCUMSTANCES,
];

/** Runs the suite in a circumstance in one way of running. */
export async function runCircumstance(circumstance: Circumstance, mode: Mode): Promise<CircumstanceRow> {
  const { id, statement, expects } = circumstance;
  const unexpected = whyUnexpected(await runIn(circumstance, mode), expects);
  return { id, statement, mode, expects: inWords(expects), unexpected };
}

/** What a run must say, for people. */
function inWords(expected: Expected): string {
  if ("fails" in expected) {
    const { fails, deviates = [] } = expected;
    return [...fails.map((id) => `fails ${id}`), ...deviates.map((id) => `deviates from ${id}`)].join(", ");
  }
  if ("verdict" in expected)
    return expected.inapplicable === undefined ? "pass" : "pass, what was refused inapplicable";
  const { blocked, transports } = expected;
  return `blocked${transports === undefined ? "" : ` (${transports.join(", ")})`}: ${blocked.source.replaceAll("\\", "")}`;
}
