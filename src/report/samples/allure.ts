import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Stage, Status, type StepResult, type TestResult } from "allure-js-commons";
import type { SampleResult, SampleVerdict, ScenarioResult } from "../../samples/result.ts";

const STATUSES: Readonly<Record<SampleVerdict, Status>> = {
  pass: Status.PASSED,
  known: Status.PASSED,
  fail: Status.FAILED,
  stale: Status.FAILED,
  skipped: Status.SKIPPED,
};

/** Writes a result for each sample, with a step for each scenario. A later run replaces what an earlier one wrote. */
export function writeSamplesAllure(directory: string, samples: readonly SampleResult[]): void {
  mkdirSync(directory, { recursive: true });
  const now = Date.now();
  for (const sample of samples) {
    const result = resultOf(sample, now);
    writeFileSync(join(directory, `${result.uuid}-result.json`), JSON.stringify(result));
  }
}

function resultOf(sample: SampleResult, now: number): TestResult {
  const { language, variant, toolChain, libraries, verdict, reason, scenarios } = sample;
  const fullName = `samples ${language} ${variant}`;
  const historyId = createHash("md5").update(fullName).digest("hex");
  const labels = { epic: "Samples", feature: language, verdict };
  const open = scenarios.filter((scenario) => scenario.verdict !== "pass");
  const message = [reason, ...open.map(({ scenario, reason: of }) => `${scenario}: ${of ?? ""}`)].filter(Boolean);
  return {
    uuid: historyId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    ...{ historyId, testCaseId: historyId, fullName, name: `${language} ${variant}` },
    status: STATUSES[verdict],
    statusDetails: { message: message.join("\n") },
    stage: Stage.FINISHED,
    description: [toolChain ?? "no tool chain", ...libraries].join(", "),
    labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
    steps: scenarios.map((scenario) => stepOf(scenario, now)),
    ...{ links: [], parameters: [], attachments: [], start: now, stop: now },
  };
}

function stepOf({ scenario, verdict, reason }: ScenarioResult, now: number): StepResult {
  return {
    name: scenario,
    status: STATUSES[verdict],
    statusDetails: { message: reason ?? verdict },
    stage: Stage.FINISHED,
    ...{ steps: [], parameters: [], attachments: [], start: now, stop: now },
  };
}
