import { TRANSPORTS } from "../../contract/transport.ts";
import type { Statement } from "../conformance.ts";
import { durationText, timesOf } from "../statement-run.ts";
import { factsOf, reproduceCommand } from "./facts.ts";
import { findingsOf, notTestedOf, type FindingSection, type StatementFinding } from "./findings.ts";
import { classOf, definitions, plainHtml as plain, section, sourceHtml, table } from "./html-parts.ts";
import { STYLE } from "./html-style.ts";
import { matrixOf } from "./matrix.ts";
import { verdictOf } from "./verdict.ts";

const TITLE = "Conformance: Get My User Metadata By Key";

/** One part of the page, by its anchor. */
type Part = readonly [id: string, title: string, content: string];

/** The statement as one page that loads nothing: to archive, to print, or to send to who does not run the suite. */
export function statementHtml(statement: Statement): string {
  const { code, sentence } = verdictOf(statement);
  const parts = partsOf(statement);
  const links = parts.map(([id, title]) => `<li><a href="#${id}">${plain(title)}</a></li>`).join("");
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${TITLE}</title>`,
    `<meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<style>${STYLE}</style></head><body><a class="skip" href="#main">To the content</a>`,
    `<header><h1>${TITLE}</h1><p class="verdict ${["good", "bad", "odd"][code] ?? ""}">${plain(sentence)}</p><p class="quiet">${plain(whenText(statement))}</p></header>`,
    `<nav aria-label="Parts of this page"><ul>${links}</ul></nav>`,
    `<main id="main">${parts.map((part) => section(...part)).join("")}</main>`,
    `<footer>Written by the ZITADEL metadata contract suite ${plain(statement.suite.version)}. The same for programs is in the JSON file beside this page.</footer>`,
    "</body></html>\n",
  ].join("\n");
}

function whenText({ runs, suite }: Statement): string {
  const { startedAt, durationMs } = timesOf(runs);
  return `Run of ${startedAt.slice(0, 16).replace("T", " ")} UTC, ${durationText(durationMs)}, suite ${suite.version}`;
}

function partsOf(statement: Statement): Part[] {
  const commands = `<pre><code>${plain(reproduceCommand(statement))}</code></pre>`;
  return [
    ...findingsOf(statement.results).map(findingsPart),
    ["not-tested", "What was not tested", notTested(statement)],
    ["run", "The run", definitions(factsOf(statement).map(([name, value]) => [name, plain(value)]))],
    ["requirements", "Requirements by transport", matrix(statement)],
    ["reproduce", "How to reproduce", `<p>With the credentials that the run had (docs/settings.md):</p>${commands}`],
  ];
}

function findingsPart({ verdict, title, findings }: FindingSection): Part {
  return [verdict, `${title} (${String(findings.length)})`, findings.map(finding).join("")];
}

function finding({ requirement, seen, reason, places, again, isUnstable }: StatementFinding): string {
  const { id, level, statement, source } = requirement;
  const facts: (readonly [string, string])[] = [
    ["Source", sourceHtml(source)],
    ...seen.flatMap(({ expected, actual, where }) => [
      ["Expected", plain(expected)] as const,
      ["Actual", `${plain(actual)} <span class="quiet">at ${plain(where)}</span>`] as const,
    ]),
    ...(reason === undefined ? [] : [["Note", plain(reason)] as const]),
    ...(isUnstable ? [["Unstable", "not seen in every attempt"] as const] : []),
    ["Seen in", plain(places.join("; "))],
    ["Again", `<code>${plain(again)}</code>`],
  ];
  return `<article><h3>${id} ${level}: ${plain(statement)}</h3>${definitions(facts)}</article>`;
}

function notTested({ results }: Statement): string {
  const reasons = notTestedOf(results);
  if (reasons.length === 0) return "<p>Every planned test ran.</p>";
  const rows = reasons.map(
    ({ reason, tests }) => `<th scope="row">${plain(reason)}</th><td class="number">${String(tests)}</td>`,
  );
  return table("Reasons, with the number of tests that each kept from running", ["Reason", "Tests"], rows);
}

function matrix({ results }: Statement): string {
  const rows = matrixOf(results).map(({ requirement: { id, level, statement, source }, cells }) => {
    const name = `<th scope="row">${id} ${level} ${plain(statement)} <span class="quiet">(${sourceHtml(source)})</span></th>`;
    return `${name}${cells.map(({ verdict, text }) => `<td class="cell ${classOf(verdict)}">${plain(text)}</td>`).join("")}`;
  });
  const caption = "The worst verdict of each requirement over each transport, and in how many cases";
  return table(caption, ["Requirement", ...TRANSPORTS], rows);
}
