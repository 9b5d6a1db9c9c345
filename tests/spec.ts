import { casesOf } from "../src/cases/index.ts";
import type { Case } from "../src/contract/case.ts";
import type { Transport } from "../src/contract/transport.ts";
import type { Group } from "../src/contract/requirement.ts";
import { requirement } from "../src/contract/requirements/index.ts";
import { isJudged, type CaseRun, type Row } from "../src/runner/result.ts";
import { caseTimeLimit } from "../src/runner/time-limit.ts";
import type { Runner } from "../src/runner/runner.ts";
import { failureTexts } from "../src/report/failure-text.ts";
import type { Redactor } from "../src/report/redact.ts";
import { showRows } from "../src/report/shown-rows.ts";
import { attachRun, noteRows } from "./attach.ts";
import { test } from "./fixtures.ts";

/** Declares one test for each case of a group; the projects pick those of their transport by its tag. */
export function declareGroup(group: Group): void {
  for (const testCase of casesOf(group)) {
    test(
      `${testCase.id} ${testCase.title}`,
      { tag: tagsOf(testCase) },
      async ({ runner, run: context, redactor, transport }) => {
        if (testCase.kind === "scenario") test.setTimeout(caseTimeLimit(context.descriptor, testCase.steps));
        const run = await runCase(runner, redactor, testCase, transport);
        attachRun(test.info(), testCase, run, context.descriptor, redactor);
        noteRows(test.info(), run.rows);
        const reasons = new Set(run.rows.map(({ reason }) => reason));
        test.skip(!run.rows.some(isJudged), [...reasons].join("; "));
        const failed = run.rows.filter((row) => fails(row, context.strict));
        if (failed.length > 0)
          throw new Failure(failureTexts(failed, { testCase, run, descriptor: context.descriptor, redactor }));
      },
    );
  }
}

/** A failure whose text says everything: where in our own code it was thrown helps nobody. */
class Failure extends Error {
  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

function tagsOf({ group, requirements, transports }: Case): string[] {
  const levels = new Set(requirements.map((id) => requirement(id).level.toLowerCase()));
  return [...levels, group, ...transports].map((tag) => `@${tag}`);
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
