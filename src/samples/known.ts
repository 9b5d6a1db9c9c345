import { fileURLToPath } from "node:url";
import { readJsonFile } from "../util/read-json-file.ts";
import type { ScenarioName, ScenarioResult } from "./result.ts";

/** A defect of a sample that is known, and excused exactly as it is listed. */
export interface KnownSampleDeviation {
  readonly id: string;
  readonly language: string;
  readonly variant: string;
  readonly scenarios: readonly ScenarioName[];
  /** What is seen of it in the output or in what is wrong: any other failure of the sample fails. */
  readonly seen: string;
  readonly reason: string;
  /** Where the defect is reported or documented. */
  readonly source: string;
}

const LIST = fileURLToPath(new URL("../../fixtures/known-sample-deviations.json", import.meta.url));

/** The list that comes with the suite. */
export function readKnownSampleDeviations(): readonly KnownSampleDeviation[] {
  const wrong = (problem: string): Error => new Error(`The list ${LIST} ${problem}`);
  return readJsonFile(LIST, { name: "known-sample-deviations.schema.json" }, wrong) as readonly KnownSampleDeviation[];
}

/** The verdict of a scenario, listed defects considered: one that is listed and not seen is stale. */
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
    return { ...result, verdict: "stale", reason: `${entry.id} is listed, and was not seen: ${entry.reason}` };
  }
  if (result.verdict !== "fail" || !(result.reason ?? "").includes(entry.seen)) return result;
  return { ...result, verdict: "known", reason: `${entry.id}: ${entry.reason} (${entry.source})` };
}
