import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import { Collector } from "./collector.ts";
import { withoutCommands } from "./console/annotations.ts";
import { conformance, statementTarget, type RunRows, type Statement } from "./conformance.ts";
import { exitCode } from "./exit-code.ts";
import { failuresPath, writeFailures } from "./failures-file.ts";
import { createRedactor, type Redactor } from "./redact.ts";
import { clearOutputs, removeOutputs, whyUnwritten, writeOutputs } from "./outputs.ts";
import { allureDirectory, resultsPath } from "./results-path.ts";
import { writeAllureEnvironment } from "./allure/environment.ts";
import { digestOf, filtersOf, ownArguments, type StatementPlan } from "./run-plan.ts";
import { storedFailure } from "../runner/stored-failure.ts";
import { contextFromEnv, secretsOf, type RunContext } from "../runner/run-context.ts";
import { statementRun } from "./statement-run.ts";
import { suite } from "./statement-file.ts";
import { summaryText } from "./summary.ts";
import { handedOver, plannedOf } from "./test-results.ts";
import { whyBlocked } from "./why-blocked.ts";

/** How a run ended that did not begin all of its tests. */
const RUN_ENDINGS: Readonly<Record<FullResult["status"], string>> = {
  passed: "the run ended",
  failed: "the run ended, by --max-failures or for an error that is printed above,",
  timedout: "the run ran out of time (--global-timeout)",
  interrupted: "the run was interrupted",
};

/**
 * Writes the conformance statement of a Playwright run and prints the summary. A test that was planned and left no rows
 * (it crashed, ran out of time, or the run was interrupted) has its rows blocked, so that nothing is ever left out.
 */
export default class ConformanceReporter implements Reporter {
  readonly #collector = new Collector();
  #suite: Suite | undefined;
  #shard: FullConfig["shard"] = null;
  #hasBegun = false;

  onBegin(config: FullConfig, suite: Suite): void {
    this.#suite = suite;
    this.#shard = config.shard;
  }

  /** What an earlier run left must not be taken for this one's. Shards add to each other's Allure results. */
  onTestBegin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    clearOutputs(process.env, this.#shard?.current);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const planned = plannedOf(test);
    if (planned === undefined) return;
    const run = handedOver(result);
    const reason = whyBlocked(result, run?.rows);
    if (reason !== undefined) this.#collector.blocked(planned, redactor().text(reason));
    else if (run !== undefined) this.#collector.add(planned, run);
  }

  /** A violation that a later attempt did not see still fails the run: Playwright would call the test flaky, and pass. */
  onEnd({ status, startTime }: FullResult): Promise<{ status: FullResult["status"] }> {
    const context = contextFromEnv(process.env);
    if (context === undefined) return Promise.resolve({ status });
    const runs = this.#runs(`${RUN_ENDINGS[status]} before this test`);
    const before = { rows: [], ...(context.before ?? NO_RETRIES) };
    const statement = conformance(
      {
        suite: suite(),
        target: statementTarget(context.descriptor),
        plan: this.#plan(runs.length, context),
        runs: [statementRun(startTime, this.#shard, context.descriptor.clockAhead, process.env)],
      },
      [before, ...runs],
    );
    const isWritten = this.#write(statement, context.strict);
    console.log(`\n${withoutCommands(summaryText(statement))}`);
    const isGreen = isWritten && exitCode(statement.summary, context.strict) === 0;
    return Promise.resolve({ status: status === "passed" && !isGreen ? "failed" : status });
  }

  /** Writes all files of the run, or none: half of them would be taken for the whole. */
  #write(statement: Statement, strict: boolean): boolean {
    const shard = this.#shard?.current;
    try {
      writeOutputs(process.env, resultsPath(process.env, shard), statement);
      writeFailures(failuresPath(process.env, shard), {
        suite: { version: statement.suite.version },
        target: statement.target,
        failures: statement.results
          .filter(({ verdict }) => verdict !== "deviation" || strict)
          .flatMap((row) => storedFailure(row) ?? []),
      });
      writeAllureEnvironment(allureDirectory(process.env), statement);
      return true;
    } catch (error) {
      console.error(whyUnwritten(error));
      removeOutputs(process.env, shard);
      return false;
    }
  }

  #plan(planned: number, { strict, known }: RunContext): StatementPlan {
    const tests = this.#suite?.allTests() ?? [];
    const ran = tests.filter(({ results }) => results.length > 0).flatMap((test) => plannedOf(test) ?? []);
    const names = new Set(ran.map(({ caseId, transport }) => `${caseId} ${transport}`));
    return {
      shard: this.#shard,
      filters: filtersOf(ownArguments()),
      strict,
      knownDeviations: digestOf(known),
      tests: { planned, ran: names.size },
    };
  }

  /** What the planned tests gave, with a reason for those that never began: of several repetitions each one counts. */
  #runs(otherwise: string): RunRows[] {
    const tests = this.#suite?.allTests() ?? [];
    const planned = tests.flatMap((test) => plannedOf(test) ?? []);
    const missed = tests.filter(({ results }) => results.length === 0).flatMap((test) => plannedOf(test) ?? []);
    for (const test of missed) this.#collector.blocked(test, otherwise);
    return this.#collector.runs(planned, otherwise);
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** What tokens to hide is known only once the target is open. */
function redactor(): Redactor {
  const context = contextFromEnv(process.env);
  return createRedactor(context === undefined ? [] : secretsOf(context.descriptor));
}
