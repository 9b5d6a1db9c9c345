import { OPERATION } from "../contract/operation.ts";
import type { Case } from "../contract/case.ts";
import type { Requirement } from "../contract/requirement.ts";
import { requirement } from "../contract/requirements/index.ts";
import { VERDICTS, worstVerdict, type CaseRun, type Row } from "../runner/result.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Redactor } from "./redact.ts";

/** How a test tells allure-playwright about itself: an attachment of this type (allure-js-commons, runtime message). */
export const ALLURE_MESSAGE_TYPE = "application/vnd.allure.message+json";

/** Type of an attachment that Allure shows as an HTTP exchange. */
export const ALLURE_EXCHANGE_TYPE = "application/vnd.allure.http+json";

interface Label {
  readonly name: string;
  readonly value: string;
}

interface Link {
  readonly name: string;
  readonly url: string;
  readonly type: string;
}

/** What allure-js-commons calls a `metadata` message. */
export interface AllureMessage {
  readonly type: "metadata";
  readonly data: { readonly labels: readonly Label[]; readonly links: readonly Link[]; readonly description: string };
}

/** Labels, links and the table of rows for one test of the report. */
export function allureMessage(
  testCase: Case,
  run: CaseRun,
  descriptor: TargetDescriptor,
  redactor: Redactor,
): AllureMessage {
  const requirements = run.rows.map((row) => requirement(row.requirement));
  const labels: Label[] = [
    label("epic", OPERATION.name),
    label("feature", testCase.group),
    label("story", testCase.title),
    label("transport", run.transport),
    label("target", descriptor.kind),
    ...(descriptor.vendorVersion === undefined ? [] : [label("vendorVersion", descriptor.vendorVersion)]),
    ...(descriptor.environment === undefined ? [] : [label("environment", descriptor.environment)]),
    label("verdict", worstVerdict(run.rows)),
    ...unique(requirements.map(({ level }) => level)).map((level) => label("level", level)),
    ...requirements.map(({ id }) => label("requirement", id)),
    label("severity", severity(requirements)),
  ];
  return {
    type: "metadata",
    data: { labels, links: links(requirements), description: redactor.text(table(run.rows)) },
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

/** The sources that the web has under an address of their own. */
function links(requirements: readonly Requirement[]): Link[] {
  const found = requirements.flatMap(({ source }) => source.split("; ").flatMap(linksOf));
  return [...new Map(found.map((link) => [link.url, link])).values()];
}

function linksOf(source: string): Link[] {
  const urls = source.match(/https?:\/\/[^\s,;)]+/g) ?? [];
  const rfcs = [...source.matchAll(/RFC (\d+)(?: §([\d.]+\d|\d+))?/g)].map(([name, number = "", section]) => {
    const anchor = section === undefined ? "" : `#section-${section}`;
    return { name, url: `https://www.rfc-editor.org/rfc/rfc${number}.html${anchor}`, type: "source" };
  });
  return [...urls.map((url) => ({ name: source, url, type: "source" })), ...rfcs];
}

/** Worst rows first, so that what matters is read without scrolling. */
function table(rows: readonly Row[]): string {
  const sorted = [...rows].sort((left, right) => rank(left) - rank(right));
  const lines = sorted.map((row) => {
    const { statement, source } = requirement(row.requirement);
    const places = row.violations.map(({ where, seen }) => `${where}: ${seen}`);
    const notes = [...places, ...(row.reason === undefined ? [] : [row.reason])];
    const cells = [row.verdict, row.requirement, row.level, statement, source, notes.join("; ")];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  });
  const head = ["Verdict", "Requirement", "Level", "Statement", "Source", "Note"];
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...lines].join("\n");
}

function rank({ verdict }: Row): number {
  return VERDICTS.indexOf(verdict);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
