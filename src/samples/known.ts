import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
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

const LIST = new URL("../../fixtures/known-sample-deviations.json", import.meta.url);
const SCHEMA = new URL("../../schemas/known-sample-deviations.schema.json", import.meta.url);

/** The list that comes with the suite. */
export function readKnownSampleDeviations(): readonly KnownSampleDeviation[] {
  const ajv = new Ajv2020({ strict: true });
  const validate = ajv.compile<readonly KnownSampleDeviation[]>(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
  const entries: unknown = JSON.parse(readFileSync(LIST, "utf8"));
  if (validate(entries)) return entries;
  throw new Error(`fixtures/known-sample-deviations.json: ${ajv.errorsText(validate.errors)}`);
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
