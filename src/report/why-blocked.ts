import { stripVTControlCharacters } from "node:util";
import type { TestResult } from "@playwright/test/reporter";
import { worstVerdict, type Row } from "../runner/result.ts";

/** How a test ended, in words. */
const ENDINGS: Readonly<Record<TestResult["status"], string>> = {
  passed: "passed",
  failed: "failed",
  skipped: "was skipped",
  timedOut: "ran out of time",
  interrupted: "was interrupted",
};

/** Why a test's rows do not stand, or undefined when they do. */
export function whyBlocked(
  { status, error }: Pick<TestResult, "status" | "error">,
  rows: readonly Row[] | undefined,
): string | undefined {
  // Playwright colours its messages, and a statement is text.
  const message = stripVTControlCharacters(error?.message?.split("\n")[0] ?? "");
  const what = `${ENDINGS[status]}${message === "" ? "" : `: ${message}`}`;
  if (rows === undefined) return `the test ${what}, and judged nothing`;
  const accounted = ["fail", "stale", "blocked", "deviation"].includes(worstVerdict(rows));
  return status === "passed" || status === "skipped" || accounted ? undefined : `the test ${what}`;
}
