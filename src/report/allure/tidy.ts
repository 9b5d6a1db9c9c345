import { createHash } from "node:crypto";
import type { TestResult } from "allure-js-commons";
import { requirement } from "../../contract/requirements/index.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { VERDICTS } from "../../runner/result.ts";

/** Labels that a reader, a category or an environment of the report uses; adapters add a dozen others. */
const KEPT = [
  "epic",
  "feature",
  "transport",
  "target",
  "release",
  "environment",
  "layer",
  "verdict",
  "severity",
  "tag",
];

/**
 * Makes a result of Allure's adapter one of ours: only labels that say something, a path without files, each step with
 * its source, and an identity by what was tested. Without it, results of two environments in one folder would be retries
 * of one test, and the last would hide the others.
 */
export function tidyResult(result: TestResult, descriptor: TargetDescriptor | undefined): void {
  const transport = result.parameters.find(({ name }) => name === "Project")?.value ?? "";
  const caseId = result.name?.split(" ", 1)[0] ?? "";
  const feature = caseId.split("/", 1)[0] ?? "";
  result.parameters = result.parameters.filter(({ name }) => name !== "Project");
  result.labels = result.labels.filter(isKept);
  // A test that crashed has none of its own.
  for (const [name, value] of [
    ["transport", transport],
    ["feature", feature],
  ] as const) {
    if (!result.labels.some((label) => label.name === name)) result.labels.push({ name, value });
  }
  result.titlePath = [transport, feature];
  result.fullName = `${transport}: ${caseId}`;
  result.testCaseId = hash([...placeOf(descriptor), transport, caseId]);
  result.historyId = result.testCaseId;
  unprefix(result);
  for (const step of result.steps) {
    unprefix(step);
    const source = sourceOf(step.name);
    if (source !== undefined) step.parameters.push({ name: "source", value: source });
  }
}

/** Playwright begins a failure's text with the name of its class. */
function unprefix({ statusDetails }: Pick<TestResult, "statusDetails">): void {
  if (statusDetails.message !== undefined) statusDetails.message = statusDetails.message.replace(/^Error: /, "");
  // Our failures have no trace beside their text.
  if (statusDetails.trace?.trim() === "") delete statusDetails.trace;
}

function isKept({ name, value }: { readonly name: string; readonly value: string }): boolean {
  return KEPT.includes(name) && (name !== "tag" || VERDICTS.some((verdict) => verdict === value));
}

/** What was tested, as far as it is the same in the next run: an embedded target's port is not. */
function placeOf(descriptor: TargetDescriptor | undefined): string[] {
  if (descriptor === undefined) return ["unknown"];
  const { kind, environment, vendorVersion, baseUrl } = descriptor;
  return [kind, environment ?? "", vendorVersion ?? "", kind === "live" ? baseUrl : ""];
}

function hash(parts: readonly string[]): string {
  return createHash("md5").update(parts.join("\n")).digest("hex");
}

function sourceOf(step = ""): string | undefined {
  const id = /^GMM-\d{4}(?= )/.exec(step)?.[0];
  return id === undefined ? undefined : requirement(id).source;
}
