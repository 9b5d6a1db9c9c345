import { OPERATION } from "../contract/operation.ts";
import type { Case } from "../contract/case.ts";
import type { Requirement } from "../contract/requirement.ts";
import { requirement } from "../contract/requirements/index.ts";
import { worstVerdict, type CaseRun, type Verdict } from "../runner/result.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { allureDescription } from "./allure/description.ts";
import type { Redactor } from "./redact.ts";

/** How a test tells allure-playwright about itself: an attachment of this type (allure-js-commons, runtime message). */
export const ALLURE_MESSAGE_TYPE = "application/vnd.allure.message+json";

interface Label {
  readonly name: string;
  readonly value: string;
}

/** What allure-js-commons calls a `metadata` message. */
export interface AllureMessage {
  readonly type: "metadata";
  readonly data: { readonly labels: readonly Label[]; readonly description: string };
}

/** Verdicts that are tags, so that the list of tests shows them, and a filter finds them. */
const NAMED: readonly Verdict[] = ["fail", "stale", "deviation", "known", "blocked"];

/** Labels and description for one test of the report. */
export function allureMessage(
  testCase: Case,
  run: CaseRun,
  descriptor: TargetDescriptor,
  redactor: Redactor,
): AllureMessage {
  const requirements = run.rows.map((row) => requirement(row.requirement));
  const verdict = worstVerdict(run.rows);
  const labels: Label[] = [
    label("epic", OPERATION.name),
    label("feature", testCase.group),
    label("transport", run.transport),
    label("target", descriptor.kind),
    ...(descriptor.vendorVersion === undefined ? [] : [label("release", descriptor.vendorVersion)]),
    ...(descriptor.environment === undefined ? [] : [label("environment", descriptor.environment)]),
    label("layer", "api"),
    label("verdict", verdict),
    label("severity", severity(requirements)),
    ...(NAMED.includes(verdict) ? [label("tag", verdict)] : []),
  ];
  return {
    type: "metadata",
    data: { labels, description: allureDescription(run.rows, redactor) },
  };
}

function label(name: string, value: string): Label {
  return { name, value };
}

/** Allure's own scale, by the most binding requirement of the test. */
function severity(requirements: readonly Requirement[]): string {
  if (requirements.some(({ level }) => level === "MUST")) return "critical";
  return requirements.some(({ level }) => level === "SHOULD") ? "normal" : "minor";
}
