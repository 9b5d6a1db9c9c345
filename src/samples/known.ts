import { packageFile } from "../package-file.ts";
import { readJsonFile } from "../util/read-json-file.ts";
import type { ScenarioName, ScenarioResult } from "./result.ts";

/** A known defect of a sample, excused exactly as listed. */
export interface KnownSampleDeviation {
  readonly id: string;
  readonly language: string;
  readonly variant: string;
  readonly scenarios: readonly ScenarioName[];
  /** Text that shows it in the output or the problem: any other failure of the sample fails. */
  readonly seen: string;
  readonly reason: string;
  /** Where the defect is reported or documented. */
  readonly source: string;
}

const LIST = packageFile("fixtures/known-sample-deviations.json");

/** The suite's own list. */
export function readKnownSampleDeviations(): readonly KnownSampleDeviation[] {
  const wrong = (problem: string): Error => new Error(`The list ${LIST} ${problem}`);
  return readJsonFile(LIST, { name: "known-sample-deviations.schema.json" }, wrong) as readonly KnownSampleDeviation[];
}

/** The verdict of a scenario with listed defects applied: a listed defect that does not appear is stale. */
export function withKnown(
  result: ScenarioResult,
  sample: { readonly language: string; readonly variant: string },
  known: readonly KnownSampleDeviation[],
): ScenarioResult {
  const entry = known.find(
    (candidate) =>
      candidate.language === sample.language &&
      candidate.variant === sample.variant &&
      candidate.scenarios.includes(result.scenario),
  );
  if (entry === undefined) return result;
  if (result.verdict === "pass") {
    return { ...result, verdict: "stale", reason: `${entry.id} is listed, but did not appear: ${entry.reason}` };
  }
  if (result.verdict !== "fail" || !(result.reason ?? "").includes(entry.seen)) return result;
  return { ...result, verdict: "known", reason: `${entry.id}: ${entry.reason} (${entry.source})` };
}
