import { CASES } from "../cases/index.ts";
import { allTests } from "../cases/tests.ts";
import type { Transport } from "../contract/transport.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import { unjudged } from "../runner/rows.ts";
import { joinAttempts } from "./attempts.ts";
import type { RunRows } from "./conformance.ts";

/**
 * Type of the annotation in which a test hands its rows to the reporter: Playwright's reporters do not show one that
 * begins like this, and Allure, which would write and flush a file for an attachment, leaves it alone.
 */
export const ROWS_ANNOTATION = "_conformance-rows";

/** One test of the plan: a case on a transport. */
export interface PlannedTest {
  readonly caseId: string;
  readonly transport: Transport;
}

/** The case and transport of a test by its title and its project's name; undefined when it is no case. */
export function plannedTest(title: string, project: string | undefined): PlannedTest | undefined {
  const transport = TRANSPORTS.find((candidate) => candidate === project);
  const caseId = title.split(" ", 1)[0] ?? "";
  const exists = CASES.some(({ id }) => id === caseId);
  return transport === undefined || !exists ? undefined : { caseId, transport };
}

/** Gathers what the tests of a run hand over, and says of the others why there is nothing. */
export class Collector {
  readonly #attempts = new Map<string, RunRows[]>();

  /** The rows of an attempt at a test. Those of earlier attempts stay. */
  add(test: PlannedTest, rows: RunRows): void {
    this.#attemptsAt(test).push(rows);
  }

  /** An attempt ended without rows, or for a reason beside its rows. */
  blocked(test: PlannedTest, reason: string): void {
    this.#attemptsAt(test).push(blockedRun(test, reason));
  }

  /** One entry for each planned test, of all its attempts; blocked rows with the reason where there was none. */
  runs(planned: readonly PlannedTest[], otherwise: string): RunRows[] {
    const tests = new Map(planned.map((test) => [keyOf(test), test]));
    return [...tests].map(([key, test]) => joinAttempts(this.#attempts.get(key) ?? [blockedRun(test, otherwise)]));
  }

  #attemptsAt(test: PlannedTest): RunRows[] {
    const attempts = this.#attempts.get(keyOf(test)) ?? [];
    this.#attempts.set(keyOf(test), attempts);
    return attempts;
  }
}

/** The rows of a test that could not run. */
export function blockedRun({ caseId, transport }: PlannedTest, reason: string): RunRows {
  const testCase = CASES.find(({ id }) => id === caseId);
  return { rows: testCase === undefined ? [] : unjudged(testCase, transport, "blocked", reason), ...NO_RETRIES };
}

/** Every case on every transport that it is for. */
export function everyTest(): PlannedTest[] {
  return allTests().map(({ testCase, transport }) => ({ caseId: testCase.id, transport }));
}

function keyOf({ caseId, transport }: PlannedTest): string {
  return `${caseId} ${transport}`;
}
