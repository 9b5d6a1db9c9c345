import { TRANSPORTS } from "../../contract/transport.ts";
import type { Statement } from "../conformance.ts";
import { plainMarkdown as plain } from "../plain-markdown.ts";
import { sourceMarkdown } from "../sources.ts";
import { factsOf, reproduceCommand } from "./facts.ts";
import { findingsOf, notTestedOf, type FindingSection, type StatementFinding } from "./findings.ts";
import { matrixOf, type Cell } from "./matrix.ts";
import { verdictOf } from "./verdict.ts";

/** The statement as Markdown: for a job's summary, a pull request or a wiki. */
export function statementMarkdown(statement: Statement): string {
  const { code, sentence } = verdictOf(statement);
  const sections = [
    "# Conformance: Get My User Metadata By Key",
    `**${["Conforms", "Does not conform", "Not known"][code] ?? ""}.** ${plain(sentence)}`,
    ...findingsOf(statement.results).map(sectionMarkdown),
    notTestedMarkdown(statement),
    `## The run\n\n${table(
      ["", ""],
      factsOf(statement).map(([name, value]) => [name, plain(value)]),
    )}`,
    `## Requirements by transport\n\n${matrixMarkdown(statement)}`,
    `## How to reproduce\n\nWith the credentials that the run had (docs/settings.md):\n\n\`\`\`sh\n${reproduceCommand(statement)}\n\`\`\``,
  ];
  return `${sections.join("\n\n")}\n`;
}

function sectionMarkdown({ title, findings }: FindingSection): string {
  return `## ${title} (${String(findings.length)})\n\n${findings.map(findingMarkdown).join("\n\n")}`;
}

function findingMarkdown({ requirement, seen, reason, places, again, isUnstable }: StatementFinding): string {
  const { id, level, statement, source } = requirement;
  return [
    `**${id} ${level}** ${plain(statement)} (${sourceMarkdown(source)})`,
    "",
    ...seen.map(
      ({ expected, actual, where }) => `- expected ${plain(expected)}; actual ${plain(actual)} at ${plain(where)}`,
    ),
    ...(reason === undefined ? [] : [`- ${plain(reason)}`]),
    ...(isUnstable ? ["- not seen in every attempt"] : []),
    `- seen in ${places.map(plain).join("; ")}`,
    `- again: \`${again}\``,
  ].join("\n");
}

function notTestedMarkdown({ results }: Statement): string {
  const reasons = notTestedOf(results);
  const lines = reasons.map(({ reason, tests }) => [String(tests), plain(reason)]);
  return `## What was not tested\n\n${lines.length === 0 ? "Every planned test ran." : table(["Tests", "Why"], lines)}`;
}

function matrixMarkdown({ results }: Statement): string {
  const rows = matrixOf(results).map(({ requirement: { id, level, statement, source }, cells }) => [
    `${id} ${level} ${plain(statement)} (${sourceMarkdown(source)})`,
    ...cells.map(cellMarkdown),
  ]);
  return table(["Requirement", ...TRANSPORTS], rows);
}

function cellMarkdown({ verdict, text }: Cell): string {
  return verdict === "fail" || verdict === "stale" || verdict === "blocked" ? `**${text}**` : text;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}
