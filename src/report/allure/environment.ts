import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../../runner/result.ts";
import { ALLURE_ENVIRONMENT } from "../clear-results.ts";
import type { Statement } from "../conformance.ts";
import { notRun } from "../not-run.ts";
import { clockSkewText, durationText, timesOf } from "../statement-run.ts";
import { verdictOf } from "../statement/verdict.ts";
import { counted } from "../counted.ts";

/** Writes what the report's first page says of a run: what was tested, and what no colour of a test shows. */
export function writeAllureEnvironment(directory: string, statement: Statement): void {
  const lines = Object.entries(environmentOf(statement)).map(
    ([name, value]) => `${escaped(name, true)}=${escaped(value)}`,
  );
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, ALLURE_ENVIRONMENT), `${lines.join("\n")}\n`);
}

/** The places, counted from one, of the first and the last entry that need a line of their own: verdict to "not run". */
export const WIDE_ENTRIES = { first: 3, last: 5 };

/** Names and values; nothing in them is random, such as an embedded target's port. */
export function environmentOf(statement: Statement): Record<string, string> {
  const { target, suite, runs, results, retries, throttled, lagMs } = statement;
  const { kind, environment, vendorVersion, baseUrl, proxies } = target;
  return {
    // The page shows the first eight, and the rest when it is asked to.
    target: kind === "live" ? `live at ${baseUrl}` : kind,
    release: vendorVersion ?? "unknown",
    verdict: verdictOf(statement).sentence,
    "known deviations": known(results),
    "not run": skipped(results),
    ...(environment === null ? {} : { environment }),
    ...(kind === "live" ? { "clock skew": clockSkewText(runs) } : {}),
    ...(statement.unstable === 0 ? {} : { unstable: String(statement.unstable) }),
    duration: durationText(timesOf(runs).durationMs),
    retries: String(retries),
    contract: suite.contract,
    suite: suite.version,
    node: [...new Set(runs.map(({ node }) => node))].join(", "),
    ...(proxies.length === 0 ? {} : { proxies: proxies.join(", ") }),
    ...(throttled.count === 0 ? {} : { "answers that asked to wait": String(throttled.count) }),
    ...(lagMs === null || lagMs === 0 ? {} : { "changes showed after": `${String(lagMs)} ms` }),
  };
}

/** Each entry of the list that was seen, on a line of its own, with how many tests saw it. */
function known(rows: readonly Row[]): string {
  const entries = new Map<string, Set<string>>();
  for (const { verdict, reason = "unnamed", case: id, transport } of rows) {
    if (verdict !== "known") continue;
    entries.set(reason, (entries.get(reason) ?? new Set()).add(`${id} ${transport}`));
  }
  return linesOf([...entries].sort().map(([reason, tests]) => `${reason} (${counted(tests.size, "test")})`));
}

/** Why tests were not run, each reason on a line of its own, with how many tests. */
function skipped(rows: readonly Row[]): string {
  return linesOf(notRun(rows).map(({ reason, tests }) => `${counted(tests, "test")}: ${reason}`));
}

function linesOf(lines: readonly string[]): string {
  return lines.length === 0 ? "none" : lines.join("\n");
}

/** A name or value of a properties file (java.util.Properties): all but printable ASCII escaped. */
function escaped(text: string, isName = false): string {
  return text
    .replace(isName ? /[\\=: ]/g : /\\/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
