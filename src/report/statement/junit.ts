import { CASES } from "../../cases/index.ts";
import { requirement } from "../../contract/requirements/index.ts";
import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import { worstVerdict, type Row } from "../../runner/result.ts";
import type { Statement } from "../conformance.ts";

/** What became of a test, in JUnit's words. */
type Outcome = "failure" | "error" | "skipped" | "passed";

/**
 * The statement as JUnit XML, which every CI server reads: a suite for each transport, a test for each case. What the
 * environment blocked is an error, what was not run is skipped, and what does not fail the run passes.
 */
export function statementJunit({ results, plan, runs }: Statement): string {
  const tests = groupBy(results, ({ case: id, transport }) => `${transport} ${id}`);
  const suites = TRANSPORTS.map((transport) => ({
    transport,
    tests: [...tests.values()].filter((rows) => rows[0]?.transport === transport),
  })).filter((each) => each.tests.length > 0);
  const lines = suites.map((each) => suiteXml(each.transport, each.tests, plan.strict, runs[0]?.startedAt ?? ""));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${lines.join("")}</testsuites>\n`;
}

function suiteXml(transport: Transport, tests: readonly (readonly Row[])[], strict: boolean, at: string): string {
  const outcomes = tests.map((rows) => outcomeOf(rows, strict));
  const count = (wanted: Outcome): string => String(outcomes.filter((outcome) => outcome === wanted).length);
  const attributes = [
    `name="${transport}" tests="${String(tests.length)}" failures="${count("failure")}"`,
    `errors="${count("error")}" skipped="${count("skipped")}" timestamp="${xml(at)}"`,
  ].join(" ");
  const cases = tests.map((rows, index) => testXml(rows, outcomes[index] ?? "passed", strict));
  return `<testsuite ${attributes}>\n${cases.join("")}</testsuite>\n`;
}

function testXml(rows: readonly Row[], outcome: Outcome, strict: boolean): string {
  const [{ case: id, transport } = { case: "", transport: "" }] = rows;
  const title = CASES.find((each) => each.id === id)?.title ?? "";
  const head = `<testcase classname="${transport}.${xml(id.split("/")[0] ?? "")}" name="${xml(`${id} ${title}`)}"`;
  if (outcome === "passed") return `${head}/>\n`;
  const told = rows.filter((row) => outcome !== "failure" || fails(row, strict));
  const texts = [
    ...new Set(outcome === "failure" ? told.map(rowText) : told.map(({ reason }) => reason ?? "no reason was given")),
  ];
  const message = xml(texts[0]?.split("\n")[0] ?? "");
  const body =
    outcome === "skipped"
      ? `<skipped message="${message}"/>`
      : `<${outcome} message="${message}">${xml(texts.join("\n\n"))}</${outcome}>`;
  return `${head}>${body}</testcase>\n`;
}

function outcomeOf(rows: readonly Row[], strict: boolean): Outcome {
  if (rows.some((row) => fails(row, strict))) return "failure";
  const worst = worstVerdict(rows);
  if (worst === "blocked") return "error";
  return worst === "skipped" || worst === "inapplicable" ? "skipped" : "passed";
}

function fails({ verdict }: Row, strict: boolean): boolean {
  return verdict === "fail" || verdict === "stale" || (strict && verdict === "deviation");
}

function rowText({ requirement: id, level, violations, reason }: Row): string {
  const { statement, source } = requirement(id);
  return [
    `${id} ${level} ${statement} (${source})`,
    ...violations.map(({ expected, actual, where }) => `expected ${expected}, actual ${actual} at ${where}`),
    ...(reason === undefined ? [] : [reason]),
  ].join("\n");
}

/** XML has no place for most control characters, not even escaped. */
function xml(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "�",
    )
    .replace(/[&<>"\n\r\t]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
