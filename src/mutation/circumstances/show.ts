import { withAgain } from "../again.ts";
import type { CircumstanceRow } from "./index.ts";

/** What did not say what it must, and the figures. */
export function showCircumstances(rows: readonly CircumstanceRow[]): string {
  const ids = new Set(rows.map(({ id }) => id));
  const wrong = rows.filter(({ unexpected }) => unexpected.length > 0);
  const right = ids.size - new Set(wrong.map(({ id }) => id)).size;
  return [
    ...wrong.map(({ id, mode, unexpected }) =>
      withAgain(
        `circumstance ${id} (${mode}): ${unexpected.slice(0, 3).join("; ")}${unexpected.length > 3 ? `; and ${String(unexpected.length - 3)} more` : ""}`,
        id,
      ),
    ),
    `circumstances: ${String(right)} of ${String(ids.size)} said as expected, in ${String(rows.length)} runs`,
  ].join("\n");
}

/** The circumstances as a Markdown table, for people. */
export function circumstancesMarkdown(rows: readonly CircumstanceRow[]): string {
  return [
    "| circumstance | way of running | the run must say | said so |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ id, statement, mode, expects, unexpected }) =>
        `| ${id}: ${statement} | ${mode} | ${expects.replaceAll("|", "\\|")} | ${unexpected.length === 0 ? "yes" : "no"} |`,
    ),
    "",
  ].join("\n");
}
