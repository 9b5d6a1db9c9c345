import { requirement } from "../../contract/requirements/index.ts";
import { VERDICTS, type Row, type Verdict } from "../../runner/result.ts";
import type { Redactor } from "../redact.ts";
import { plainMarkdown } from "../plain-markdown.ts";
import { sourceMarkdown } from "../sources.ts";

/** Verdicts with something to read, the worst first. */
const TELLING: readonly Verdict[] = VERDICTS.filter(
  (verdict) => !["pass", "skipped", "inapplicable"].includes(verdict),
);

/**
 * What a test's page says before its steps: what was found, each with its requirement, source and reason; then the
 * sources of what passed, and what there was nothing to judge for, each in a line.
 */
export function allureDescription(rows: readonly Row[], redactor: Redactor): string {
  const found = TELLING.flatMap((verdict) => rows.filter((row) => row.verdict === verdict)).map((row) =>
    finding(row, redactor),
  );
  return [...found, ...passed(rows), ...unjudged(rows, redactor)].join("\n\n");
}

function finding(row: Row, redactor: Redactor): string {
  const shown = (text: string): string => plainMarkdown(redactor.text(text));
  const { statement, source } = requirement(row.requirement);
  const seen = row.violations.map(
    ({ expected, actual, where }) => `- expected ${shown(expected)}; actual ${shown(actual)} at ${shown(where)}`,
  );
  const reason = row.reason === undefined ? [] : [`- ${shown(row.reason)}`];
  const head = `**${row.verdict.toUpperCase()}** ${row.requirement} ${row.level} ${plainMarkdown(statement)} (${sourceMarkdown(source)})`;
  const list = [...seen, ...reason];
  return list.length === 0 ? head : `${head}\n\n${list.join("\n")}`;
}

function passed(rows: readonly Row[]): string[] {
  const ids = [...new Set(rows.filter(({ verdict }) => verdict === "pass").map((row) => row.requirement))];
  if (ids.length === 0) return [];
  const lines = ids.map(
    (id) => `- ${id} ${plainMarkdown(requirement(id).statement)} (${sourceMarkdown(requirement(id).source)})`,
  );
  return [`**As required** (${String(ids.length)}):\n\n${lines.join("\n")}`];
}

function unjudged(rows: readonly Row[], redactor: Redactor): string[] {
  const kinds = [
    ["skipped", "Skipped"],
    ["inapplicable", "Nothing to judge"],
  ] as const;
  return kinds.flatMap(([verdict, title]) => {
    const group = rows.filter((row) => row.verdict === verdict);
    const reasons = [...new Set(group.map(({ reason }) => reason ?? "no reason was given"))];
    return reasons.map((reason) => {
      const ids = group.filter((row) => (row.reason ?? "no reason was given") === reason).map((row) => row.requirement);
      return `**${title}** (${String(ids.length)}), ${plainMarkdown(redactor.text(reason))}: ${ids.join(", ")}`;
    });
  });
}
