import type { SampleResult, SampleVerdict } from "../../samples/result.ts";
import { LANGUAGES } from "../../samples/languages/index.ts";

/** Verdicts in the order in which they are counted. */
const ORDER: readonly SampleVerdict[] = ["pass", "fail", "stale", "known", "skipped"];

/** One sample on one line, and a line for each scenario that was not passed. */
export function sampleLines(result: SampleResult): string {
  const { verdict, reason, scenarios } = result;
  const head = [verdict.padEnd(8), nameOf(result), ...withParts(result)].join("  ");
  const why = reason === undefined ? [] : [`          ${reason}`];
  const open = scenarios.filter((scenario) => scenario.verdict !== "pass");
  return [head, ...why, ...open.map(({ scenario, reason: of }) => `          ${scenario}: ${of ?? "no reason"}`)].join(
    "\n",
  );
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
    result.reason ?? notes(result),
  ]);
  const head = [
    "Language",
    "Variant",
    "Tool chain and libraries",
    "Verdict",
    "What it does with an error and with a redirect",
  ];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`).join("\n");
}

/** What the scenarios showed; the deviation alone where all of them show the same one. */
function notes({ scenarios }: SampleResult): string {
  const told = scenarios
    .filter(({ scenario, reason }) => scenario !== "success" && reason !== undefined)
    .map(({ scenario, reason = "" }) =>
      scenarios.every((one) => one.reason === reason) ? reason : `${scenario}: ${reason}`,
    );
  return [...new Set(told)].join("; ");
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
