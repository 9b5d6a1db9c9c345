import { Stage, Status, type StepResult } from "allure-js-commons";
import { isJudged } from "../../runner/result.ts";
import { stepTitle } from "../step-title.ts";
import type { HandedOver } from "../test-results.ts";

/** The judged requirements of a test as steps of its result, each with its verdict; one that fails the run has its text. */
export function requirementSteps({ rows, failures = {} }: HandedOver, at: number): StepResult[] {
  return rows.filter(isJudged).map((row) => {
    const failure = failures[row.requirement];
    return {
      name: stepTitle(row, failure !== undefined),
      status: failure === undefined ? Status.PASSED : Status.FAILED,
      statusDetails: failure === undefined ? {} : { message: failure, trace: `Error: ${failure}` },
      stage: Stage.FINISHED,
      steps: [],
      attachments: [],
      parameters: [],
      start: at,
      stop: at,
    };
  });
}
