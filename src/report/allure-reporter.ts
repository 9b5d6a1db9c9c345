import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Suite } from "@playwright/test/reporter";
import type { Writer } from "allure-js-commons/sdk/reporter";
import { AllureReporter } from "allure-playwright";

/**
 * Allure's reporter, which waits for the disk after each of a run's thousand files: a power cut could then lose none of
 * them. Results are made anew by each run, so that this one writes them as any program writes a file.
 */
export default class FastAllureReporter extends AllureReporter {
  override onBegin(suite: Suite): void {
    super.onBegin(suite);
    // Private there. Were it named anew, results would be written as before.
    const { allureRuntime } = this as unknown as { readonly allureRuntime?: { readonly writer: Writer } };
    if (allureRuntime !== undefined)
      writeWithoutFlush(allureRuntime.writer, this.options.resultsDir ?? "allure-results");
  }
}

/** Replaces what is called for each test and attachment; the few other files stay with Allure's own writer. */
function writeWithoutFlush(writer: Writer, folder: string): void {
  const write = (name: string, content: string | Buffer): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  writer.writeAttachment = write;
  writer.writeResult = (result) => {
    write(`${result.uuid}-result.json`, JSON.stringify(result));
  };
}
