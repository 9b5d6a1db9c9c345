import type { TestResult } from "allure-js-commons";
import { contextFromEnv, type RunContext } from "../../runner/run-context.ts";
import { tidyResult } from "./tidy.ts";

let context: RunContext | undefined;

/** Tidies a result of this process's run. The target is open only once tests run. */
export function tidyByContext(result: TestResult): void {
  context ??= contextFromEnv(process.env);
  tidyResult(result, context?.descriptor);
}
