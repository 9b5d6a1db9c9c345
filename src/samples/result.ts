import type { Verdict } from "../runner/result.ts";

/** Scenario of a sample. */
export const SCENARIOS = ["success", "missing-key", "bad-token", "redirect"] as const;

/** One of the four. */
export type ScenarioName = (typeof SCENARIOS)[number];

/** Verdict of a sample: the suite's verdicts, without those that only requirements have. */
export type SampleVerdict = Extract<Verdict, "pass" | "fail" | "known" | "stale" | "skipped">;

/** Every verdict of a sample, worst first. */
const ORDER: readonly SampleVerdict[] = ["fail", "stale", "known", "pass", "skipped"];

/** What one sample did in one scenario. */
export interface ScenarioResult {
  readonly scenario: ScenarioName;
  readonly verdict: SampleVerdict;
  /** What is wrong, which known deviation it is, or how an error was reported. */
  readonly reason?: string;
}

/** The judgement of one sample (schemas/conformance.schema.json, samples). Holds no credentials. */
export interface SampleResult {
  readonly language: string;
  readonly variant: string;
  /** Null where there is none. */
  readonly toolChain: string | null;
  readonly libraries: readonly string[];
  readonly verdict: SampleVerdict;
  /** Why it was skipped. */
  readonly reason?: string;
  readonly scenarios: readonly ScenarioResult[];
}

/** The worst verdict of several; `skipped` when there is none. */
export function worstOf(results: readonly Pick<ScenarioResult, "verdict">[]): SampleVerdict {
  return ORDER.find((verdict) => results.some((result) => result.verdict === verdict)) ?? "skipped";
}
