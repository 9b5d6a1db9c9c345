import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite, TestCase, TestResult } from "@playwright/test/reporter";
import type { ReporterRuntime, Writer } from "allure-js-commons/sdk/reporter";
import { AllureReporter } from "allure-playwright";
import { requirementSteps } from "./allure/steps.ts";
import { whyUnwritten } from "./outputs.ts";
import { handedOver } from "./test-results.ts";

/** What Allure's reporter keeps to itself. */
interface Hidden {
  readonly allureRuntime?: ReporterRuntime;
  /** Allure's ids of the results, by the tests' ids. */
  readonly allureResultsUuids: ReadonlyMap<string, string>;
}

/**
 * Allure's reporter, faster. That one waits for the disk after each of a run's hundreds of files, so that a power cut loses
 * none of them; results are made anew by each run, so that this one writes them as any program writes a file. And it makes
 * the steps of a test itself where the test made none.
 */
export default class FastAllureReporter extends AllureReporter {
  override onBegin(suite: Suite): void {
    super.onBegin(suite);
    const { allureRuntime } = this.#hidden;
    if (allureRuntime !== undefined)
      writeWithoutFlush(allureRuntime.writer, this.options.resultsDir ?? "allure-results");
  }

  override async onTestEnd(test: TestCase, result: TestResult): Promise<void> {
    this.#addSteps(test, result);
    await super.onTestEnd(test, result);
  }

  #addSteps(test: TestCase, result: TestResult): void {
    const { allureRuntime, allureResultsUuids } = this.#hidden;
    const handed = handedOver(result);
    const uuid = allureResultsUuids.get(test.id);
    if (handed === undefined || uuid === undefined || hasSteps(result)) return;
    const steps = requirementSteps(handed, result.startTime.getTime() + result.duration);
    allureRuntime?.updateTest(uuid, (written) => written.steps.push(...steps));
  }

  /** Private there. Were these named anew, the unit test and the test of a whole run would notice. */
  get #hidden(): Hidden {
    return this as unknown as Hidden;
  }
}

function hasSteps({ steps }: TestResult): boolean {
  return steps.some(({ category }) => category === "test.step");
}

/** Replaces what is called for each test and attachment; the few other files stay with Allure's own writer. */
function writeWithoutFlush(writer: Writer, folder: string): void {
  let isThere = false;
  const write = (name: string, content: string | Buffer): void => {
    try {
      if (!isThere) mkdirSync(folder, { recursive: true });
      isThere = true;
      writeFileSync(join(folder, name), content);
    } catch (error) {
      // Half a report would be taken for the whole. Playwright does not wait for what this reporter throws.
      console.error(whyUnwritten(error));
      process.exit(2);
    }
  };
  writer.writeAttachment = write;
  writer.writeResult = (result) => {
    write(`${result.uuid}-result.json`, JSON.stringify(result));
  };
}
