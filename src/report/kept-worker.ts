import type { TestInfo } from "@playwright/test";
import type { Reporter, TestCase } from "@playwright/test/reporter";

/**
 * Keeps a worker going after a test whose verdict is a failure. Playwright starts a new worker, which loads everything and
 * connects anew, after each test that fails unexpectedly; a violation by the vendor leaves nothing behind that a new
 * worker would clear. So the test says that it expects to fail, and this reporter, the first of all, takes that back
 * before anybody counts: every other reporter, the exit code, `-x` and UI mode see a test that failed.
 */
export default class KeptWorker implements Reporter {
  readonly #expecting = new Set<string>();

  constructor() {
    // Workers inherit it. Where another list of reporters replaces this one, nobody would take anything back.
    process.env[KEPT_BY] = String(process.pid);
  }

  /** What the test was declared with. */
  onTestBegin({ id, expectedStatus }: TestCase): void {
    if (expectedStatus === "passed") this.#expecting.add(id);
  }

  onTestEnd(test: TestCase): void {
    if (this.#expecting.delete(test.id) && test.expectedStatus === "failed") test.expectedStatus = "passed";
  }

  printsToStdio(): boolean {
    return false;
  }
}

const KEPT_BY = "CONFORMANCE_KEPT_BY";

/**
 * Called by a test that is about to fail by its verdict: its worker goes on with the next test. With retries Playwright
 * decides by the expectation whether to try again, so there the test fails as any other.
 */
export function keepWorker(info: TestInfo): void {
  if (info.project.retries > 0) return;
  if (process.env[KEPT_BY] === String(process.ppid)) info.expectedStatus = "failed";
}
