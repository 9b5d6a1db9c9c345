import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "../../runner/result.ts";
import type { Statement } from "../conformance.ts";
import { notRun } from "../not-run.ts";
import { clockSkewText, durationText, timesOf } from "../statement-run.ts";
import { coverageOf } from "../statement/coverage.ts";
import { verdictOf } from "../statement/verdict.ts";

/** Writes what the report's first page says of a run: what was tested, and what no colour of a test shows. */
export function writeAllureEnvironment(directory: string, statement: Statement): void {
  const lines = Object.entries(environmentOf(statement)).map(
    ([name, value]) => `${escaped(name, true)}=${escaped(value)}`,
  );
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "environment.properties"), `${lines.join("\n")}\n`);
}

/** Names and values; nothing in them is random, such as an embedded target's port. */
export function environmentOf(statement: Statement): Record<string, string> {
  const { target, suite, runs, results, retries, throttled, lagMs } = statement;
  const { kind, environment, vendorVersion, baseUrl, proxies } = target;
  const known = reasonsOf(results.filter(({ verdict }) => verdict === "known"));
  const { judged, all } = coverageOf(results);
  return {
    // The page shows the first eight, and the rest when it is asked to.
    target: kind === "live" ? `live at ${baseUrl}` : kind,
    ...(environment === null ? {} : { environment }),
    release: vendorVersion ?? "unknown",
    verdict: verdictOf(statement).short,
    "known deviations": known.length === 0 ? "none" : String(known.length),
    judged: `${String(judged)} of ${String(all)} requirements`,
    ...(kind === "live" ? { "clock skew": clockSkewText(runs) } : {}),
    duration: durationText(timesOf(runs).durationMs),
    retries: String(retries),
    ...(statement.unstable === 0 ? {} : { unstable: String(statement.unstable) }),
    ...Object.fromEntries(skipped(results)),
    ...Object.fromEntries(known),
    contract: suite.contract,
    suite: suite.version,
    node: [...new Set(runs.map(({ node }) => node))].join(", "),
    ...(proxies.length === 0 ? {} : { proxies: proxies.join(", ") }),
    ...(throttled.count === 0 ? {} : { "answers that asked to wait": String(throttled.count) }),
    ...(lagMs === null || lagMs === 0 ? {} : { "changes showed after": `${String(lagMs)} ms` }),
  };
}

/** Each entry of the list that was seen, by its id, with its reason and how many tests saw it. */
function reasonsOf(rows: readonly Row[]): [name: string, value: string][] {
  const entries = new Map<string, Set<string>>();
  for (const { reason = "unnamed", case: id, transport } of rows) {
    entries.set(reason, (entries.get(reason) ?? new Set()).add(`${id} ${transport}`));
  }
  return [...entries].sort().map(([reason, tests]) => {
    const [id, ...words] = reason.split(": ");
    return [id ?? reason, `${words.join(": ")} (${tests.size === 1 ? "1 test" : `${String(tests.size)} tests`})`];
  });
}

/** Why tests were not run, with how many for each reason. */
function skipped(rows: readonly Row[]): [name: string, value: string][] {
  const lines = notRun(rows).map(({ reason, tests }) => `${String(tests)}: ${reason}`);
  return lines.length === 0 ? [] : [["not run", lines.join("; ")]];
}

/** A name or value of a properties file (java.util.Properties): all but printable ASCII escaped. */
function escaped(text: string, isName = false): string {
  return text
    .replace(isName ? /[\\=: ]/g : /\\/g, "\\$&")
    .replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
