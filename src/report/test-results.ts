import type { TestCase, TestResult } from "@playwright/test/reporter";
import { plannedTest, ROWS_ANNOTATION, type PlannedTest } from "./collector.ts";
import type { RunRows } from "./conformance.ts";

/** What an attempt at a test hands over: its rows, and for each that fails the run a text that stands alone. */
export interface HandedOver extends RunRows {
  /** By requirement. */
  readonly failures?: Readonly<Record<string, string>>;
}

/** The case and transport of a test of Playwright's; undefined when it is no case. */
export function plannedOf(test: TestCase): PlannedTest | undefined {
  return plannedTest(test.title, test.parent.project()?.name);
}

/** Each of three reporters asks for the same. */
const READ = new WeakMap<object, HandedOver>();

/** What an attempt handed over; undefined when it broke off before. */
export function handedOver({ annotations }: Pick<TestResult, "annotations">): HandedOver | undefined {
  const annotation = annotations.find(({ type }) => type === ROWS_ANNOTATION);
  if (annotation?.description === undefined) return undefined;
  const handed = READ.get(annotation) ?? (JSON.parse(annotation.description) as HandedOver);
  READ.set(annotation, handed);
  return handed;
}

/** True for a test that did not pass as its environment kept it from being judged, and for nothing else. */
export function isBlocked({ rows, failures = {} }: HandedOver): boolean {
  const failing = rows.filter(({ requirement }) => failures[requirement] !== undefined);
  return failing.length > 0 && failing.every(({ verdict }) => verdict === "blocked");
}
