import type { Statement, StatementTarget } from "../conformance.ts";
import { withOwnCommands } from "../../package-file.ts";
import { everyTest } from "../collector.ts";
import { clockSkewText, durationText, timesOf, unlinkedText } from "../statement-run.ts";
import { samplesLine } from "../samples/text.ts";
import { announcements } from "../summary.ts";
import { coverageOf } from "./coverage.ts";
import { subjectOf } from "./verdict.ts";

/** What a reader wants to know of the run beside its verdict. */
export function factsOf(statement: Statement): (readonly [name: string, value: string])[] {
  const { suite, target, plan, runs, results, unstable, retries, throttled } = statement;
  const { startedAt, durationMs } = timesOf(runs);
  const { judged, all } = coverageOf(results);
  const unique = (values: readonly string[]): string => [...new Set(values)].join("; ");
  return [
    ["Target", subjectOf(target)],
    ["Release", target.vendorVersion ?? "not known"],
    ...(target.environment === null ? [] : [["Environment", target.environment] as const]),
    ...(target.proxies.length === 0 ? [] : [["Proxies", target.proxies.join(", ")] as const]),
    ["Contract", suite.contract],
    ["Suite", suite.version],
    ["Part of the plan", partText(statement)],
    ["Requirements judged", `${String(judged)} of ${String(all)}`],
    ["Deviations from a SHOULD", plan.strict ? "fail the run (STRICT=1)" : "do not fail the run"],
    ...(unstable === 0 ? [] : [["Not the same in every attempt", `${String(unstable)} judgements`] as const]),
    ...(retries === 0 ? [] : [["Requests sent again", String(retries)] as const]),
    ...(throttled.count === 0 ? [] : [["Answers that asked to wait", String(throttled.count)] as const]),
    ...(target.kind === "live" ? [["Clock skew", clockSkewText(runs)] as const] : []),
    ...announcements(statement).map((note) => ["Announced", note] as const),
    ...(statement.samples === undefined ? [] : [["Code samples", samplesLine(statement.samples)] as const]),
    ["Started", startedAt],
    ["Duration", durationText(durationMs)],
    ...[unlinkedText(runs)].flatMap((text) => (text === undefined ? [] : [["Shards", text] as const])),
    ...runs.flatMap(({ ciRun }, at) => (ciRun === undefined || at > 0 ? [] : [["Run of CI", ciRun] as const])),
    ["Run", unique(runs.map(({ id }) => id))],
    ["Node", unique(runs.map(({ node }) => node))],
    ["Operating system", unique(runs.map(({ os }) => os))],
  ];
}

function partText({ plan: { shard, filters, tests } }: Statement): string {
  const parts = [
    ...(shard === null ? [] : [`shard ${String(shard.current)} of ${String(shard.total)}`]),
    ...(filters.length === 0 ? [] : [`chosen by ${filters.join(" ")}`]),
  ];
  if (parts.length === 0) return `all ${String(tests.planned)} tests`;
  return `${String(tests.planned)} of ${String(everyTest().length)} tests: ${parts.join(", ")}`;
}

/** The command that runs the same again, without credentials. */
export function reproduceCommand({ target, plan: { filters, shard, strict } }: Statement): string {
  const args = [
    ...filters.map(filterText),
    ...(shard === null ? [] : [`--shard ${String(shard.current)}/${String(shard.total)}`]),
  ];
  const settings = [...settingsOf(target), ...(strict ? ["STRICT=1"] : [])];
  return withOwnCommands([...settings, "npm run conformance", ...(args.length === 0 ? [] : ["--", ...args])].join(" "));
}

function settingsOf({ kind, baseUrl, vendorVersion, environment }: StatementTarget): string[] {
  const place = environment === null ? [] : [`ENVIRONMENT=${environment}`];
  if (kind === "reference") return place;
  if (kind === "prism") return [...place, "TARGET=prism"];
  if (kind === "recording") return [...place, "RECORDING=<file>"];
  return [
    ...place,
    `ZITADEL_BASE_URL=${baseUrl}`,
    ...(vendorVersion === null ? [] : [`ZITADEL_VERSION=${vendorVersion}`]),
  ];
}

/** A filter as it was before it was split: of `--project` each word is a value. */
function filterText(filter: string): string {
  const [option = "", ...words] = filter.split(" ");
  if (option === "--project" || words.length === 0) return option.startsWith("--") ? filter : quoted(filter);
  return option.startsWith("--") ? `${option} ${quoted(words.join(" "))}` : quoted(filter);
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}
