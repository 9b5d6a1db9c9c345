import { test, type TestInfo } from "@playwright/test";
import { stepsOf, type Case } from "../src/contract/case.ts";
import type { Transport } from "../src/contract/transport.ts";
import { failureText, failureTexts } from "../src/report/failure-text.ts";
import { keepWorker } from "../src/report/kept-worker.ts";
import type { Redactor } from "../src/report/redact.ts";
import { stepTitle } from "../src/report/step-title.ts";
import { showRows } from "../src/report/shown-rows.ts";
import { isJudged, type CaseRun, type Row } from "../src/runner/result.ts";
import type { RunContext } from "../src/runner/run-context.ts";
import type { Runner } from "../src/runner/runner.ts";
import { caseTimeLimit } from "../src/runner/time-limit.ts";
import { attachRun, noteRows } from "./attach.ts";
import { Failure } from "./failure.ts";

/** The body of a test: runs its case and fails with everything that was found. */
export type Check = (testCase: Case) => Promise<void>;

/** What a check works with. */
interface Means {
  readonly context: RunContext;
  readonly runner: Runner;
  readonly redactor: Redactor;
  readonly transport: Transport;
  /** True when somebody sees the steps of a test. */
  readonly showsSteps: boolean;
}

/** Makes the check of one worker. */
export function createCheck({ context, runner, redactor, transport, showsSteps }: Means): Check {
  const { descriptor, strict } = context;
  return async (testCase) => {
    const info = test.info();
    info.setTimeout(caseTimeLimit(descriptor, stepsOf(testCase)));
    const run = await runCase(runner, redactor, testCase, transport);
    const judged = run.rows.filter(isJudged);
    const failureContext = { testCase, run, descriptor, redactor, isStored: true };
    const failed = judged.filter((row) => fails(row, strict));
    const failures = new Map(failed.map((row) => [row, failureText(row, failureContext)]));
    attachRun(info, failureContext, failures);
    noteRows(info, run.rows);
    const reasons = new Set(run.rows.map(({ reason }) => reason));
    test.skip(judged.length === 0, [...reasons].join("; "));
    if (showsSteps) for (const row of judged) await showStep(info, row, failures.get(row));
    if (failures.size === 0) return;
    keepWorker(info);
    throw new Failure(failureTexts(failures, failureContext));
  };
}

/** Shows a requirement as a step. It fails alone: the test goes on to the others, and then fails with all of them. */
async function showStep(info: TestInfo, row: Row, failure: string | undefined): Promise<void> {
  const { file, line, column } = info;
  const show = (): void => {
    if (failure !== undefined) throw new Failure(failure);
  };
  try {
    // A location of its own spares the step a stack trace, and leads to the test rather than to here.
    await test.step(stepTitle(row, failure !== undefined), show, { location: { file, line, column } });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

function fails({ verdict }: Row, strict: boolean): boolean {
  return ["fail", "stale", "blocked"].includes(verdict) || (strict && verdict === "deviation");
}

async function runCase(runner: Runner, redactor: Redactor, testCase: Case, transport: Transport): Promise<CaseRun> {
  try {
    const run = await runner.run(testCase, transport);
    return { ...run, rows: showRows(run.rows, redactor) };
  } catch (error) {
    // A fault of the suite's own: its text goes into logs and reports as well.
    throw new Failure(redactor.text(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  }
}
