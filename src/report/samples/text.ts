import type { SampleResult, SampleVerdict, ScenarioResult } from "../../samples/result.ts";
import { withOwnCommands } from "../../package-file.ts";
import { shellQuote } from "../../util/shell.ts";
import { LANGUAGES } from "../../samples/languages/index.ts";

/** Verdicts in the order in which they are counted. */
const ORDER: readonly SampleVerdict[] = ["pass", "fail", "stale", "known", "skipped"];

/** One sample on one line, and a line for each thing that was not passed, with the scenarios in which it was seen. */
export function sampleLines(result: SampleResult): string {
  const { verdict, reason, scenarios } = result;
  const head = [verdict.padEnd(8), nameOf(result), ...withParts(result)].join("  ").trimEnd();
  const open = scenarios.filter((scenario) => scenario.verdict !== "pass");
  const reasons = [...(reason === undefined ? [] : [reason]), ...byReason(open)];
  return [head, ...[...reasons, ...againText(result)].map((text) => `          ${text}`)].join("\n");
}

/** The command that runs a sample alone, where it does not do what it should. */
function againText({ verdict, language, variant }: SampleResult): string[] {
  if (verdict !== "fail" && verdict !== "stale") return [];
  const command = `npm run samples -- --language ${language} --variant ${shellQuote(variant) ?? variant}`;
  return [`again: ${withOwnCommands(command)}`];
}

/** Each reason once, after the scenarios that have it. */
function byReason(scenarios: readonly ScenarioResult[]): string[] {
  const reasons = new Set(scenarios.map(({ reason }) => reason));
  return [...reasons].flatMap((reason) => {
    const names = scenarios.filter((scenario) => scenario.reason === reason).map(({ scenario }) => scenario);
    return reason === undefined ? [] : [`${names.join(", ")}: ${reason}`];
  });
}

/** The line that sums samples up: `samples: 14 pass, 2 known, 3 skipped`. */
export function samplesLine(results: readonly SampleResult[]): string {
  const counts = ORDER.map(
    (verdict) => [verdict, results.filter((result) => result.verdict === verdict).length] as const,
  );
  const shown = counts.filter(([, count]) => count > 0).map(([verdict, count]) => `${String(count)} ${verdict}`);
  return `samples: ${shown.length === 0 ? "none" : shown.join(", ")}`;
}

/** The table of a run as Markdown: language, variant, tool chain and libraries, verdict, what happens in each scenario. */
export function samplesMarkdown(results: readonly SampleResult[]): string {
  const rows = results.map((result) => [
    titleOf(result.language),
    result.variant,
    withParts(result).join(", ") || "none",
    result.verdict,
    result.reason ?? byReason(result.scenarios).join("; "),
  ]);
  const head = ["Language", "Variant", "Tool chain and libraries", "Verdict", "What it does"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`).join("\n");
}

function escapeCell(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function nameOf({ language, variant }: SampleResult): string {
  return `${titleOf(language)} ${variant}`.padEnd(24);
}

function titleOf(language: string): string {
  return LANGUAGES.find(({ id }) => id === language)?.title ?? language;
}

function withParts({ toolChain, libraries }: SampleResult): string[] {
  return [...(toolChain === null ? [] : [toolChain]), ...libraries];
}
