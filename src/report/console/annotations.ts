import type { Row } from "../../runner/result.ts";
import { requirement } from "../../contract/requirements/index.ts";
import { causesOf, transportsOf, type Cause } from "../causes.ts";

/** Workflow commands of GitHub Actions that show each cause beside the run: one for a cause, not for a test. */
export function githubAnnotations(failed: readonly Row[]): string[] {
  return causesOf(failed).map((cause) => {
    const { verdict, requirement: id, level } = cause.first;
    const name = verdict === "blocked" ? "Blocked" : `${id} ${level} ${verdict}`;
    const title = `${name} over ${transportsOf(cause).join(", ")}`;
    return `::error title=${property(title)}::${data(message(cause))}`;
  });
}

/** True in a workflow of GitHub Actions. */
export function isOnGitHub(): boolean {
  return process.env["GITHUB_ACTIONS"] === "true";
}

/**
 * A text without commands: the runner carries out what a server sent where a line begins with `::`, and after `##[`
 * anywhere.
 */
export function withoutCommands(text: string, isOn = isOnGitHub()): string {
  return isOn ? text.replace(/^([^\S\n]*):(?=:)/gm, "$1: ").replaceAll("##[", "## [") : text;
}

function message({ first, rows }: Cause): string {
  if (first.verdict === "blocked") return first.reason ?? "no reason was given";
  const { statement, source } = requirement(first.requirement);
  const seen = first.violations.map(
    ({ expected, actual, where }) => `expected ${expected}, actual ${actual} at ${where}`,
  );
  const reason = first.reason === undefined ? [] : [first.reason];
  const places = rows.slice(0, 3).map(({ case: id, transport }) => `${id} ${transport}`);
  const more = rows.length > 3 ? ` and ${String(rows.length - 3)} more` : "";
  return [`${statement} (${source})`, ...seen, ...reason, `seen in ${places.join(", ")}${more}`].join("\n");
}

/** What a runner would read as the end of a command. */
function data(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function property(text: string): string {
  return data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
