import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import pMap from "p-map";
import type { Statement } from "../src/report/conformance.ts";
import { readStatement } from "../src/report/statement-file.ts";
import { countTests, countsLine, summaryText, type TestCounts } from "../src/report/summary.ts";
import { commandArguments } from "../src/package-file.ts";
import { withLiveServer, type Env } from "./live-server.ts";
import { endOf, type ProgramRun } from "./program-run.ts";

/** One run of the main job, and the least number of tests that must pass in it. It starts processes for each transport. */
interface Job {
  readonly name: string;
  readonly env: Env;
  readonly args?: readonly string[];
  readonly atLeast: number;
  /** True when nothing may be skipped for lack of preparation. */
  readonly isPrepared?: boolean;
  /** True when README.md shows how this run ends. */
  readonly isInReadme?: boolean;
  /** Further arguments of a live server to start first. */
  readonly server?: readonly string[];
}

/** The others differ in their answers only, which tests/commands/recording.test.ts judges without the command around them. */
const RECORDING = "fixtures/recordings/zitadel-v4.0.0.json";

const FOLDER = "results/every-target";

/** Slowest first. */
const JOBS: readonly Job[] = [
  { name: "live", env: {}, server: ["--projection-delay", "500"], atLeast: 330, isPrepared: true },
  { name: "reference", env: { TARGET: "reference" }, atLeast: 300, isInReadme: true },
  { name: "recording", env: { TARGET: "recording", RECORDING }, atLeast: 230 },
  // A mock answers nothing else, as tests/commands/prism.test.ts shows.
  { name: "prism", env: { TARGET: "prism" }, args: ["--project", "rest"], atLeast: 5 },
];

/** Concurrent runs: each spends much of its time waiting for processes to start. */
const AT_ONCE = 2;

/** The main job on every kind of target: each must end with code 0 and judge what it can. */
async function main(): Promise<number> {
  const done = await pMap(JOBS, run, { concurrency: AT_ONCE });
  const sum = (name: keyof TestCounts): number => done.reduce((total, counts) => total + (counts?.[name] ?? 0), 0);
  console.log(
    countsLine({ passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), blocked: sum("blocked") }),
  );
  return done.every((counts) => counts !== undefined) ? 0 : 1;
}

async function run(job: Job): Promise<TestCounts | undefined> {
  const { name, env, server, args = [] } = job;
  const folder = `${FOLDER}/${name}`;
  mkdirSync(folder, { recursive: true });
  const out = `${folder}/conformance.json`;
  const files = { CONFORMANCE_OUT: out, ALLURE_RESULTS_DIR: `${folder}/allure` };
  const runIn = (live: Env): Promise<ProgramRun> => runJob({ ...env, ...live, ...files }, args);
  const { code, text } = await (server === undefined
    ? runIn({})
    : withLiveServer(folder, server, (live) => runIn(live.env)));
  const statement = code === 0 ? readStatement(out) : undefined;
  const counts = statement === undefined ? undefined : countTests(statement.results);
  const missing = statement === undefined ? `it ended with code ${String(code)}` : whatIsMissing(statement, job);
  if (missing === undefined && counts !== undefined) {
    console.log(`${name}: ${countsLine(counts)}`);
    return counts;
  }
  console.error(`${name}: ${String(missing)}.\n${text}`);
  return undefined;
}

/** Why a run with code 0 is not good enough, or undefined when it is. */
function whatIsMissing(
  statement: Statement,
  { atLeast, isPrepared = false, isInReadme = false }: Job,
): string | undefined {
  const { results } = statement;
  if (isInReadme && !readmeShows(statement)) return "README.md shows another end of the first run than this";
  const { passed } = countTests(results);
  if (passed < atLeast) return `${String(atLeast)} tests or more must pass, and ${String(passed)} did`;
  const unprepared = results.find(({ verdict, reason = "" }) => verdict === "skipped" && UNPREPARED.test(reason));
  if (!isPrepared || unprepared === undefined) return undefined;
  return `${unprepared.case} was skipped for lack of preparation: ${unprepared.reason ?? ""}`;
}

/** Only the port of the target is another one at each run. */
function readmeShows(statement: Statement): boolean {
  const [judgements = "", table = ""] = summaryText(statement).split("\n\n");
  const withoutPort = (text: string): string => text.replace(/(127\.0\.0\.1):\d+/g, "$1");
  return withoutPort(readFileSync("README.md", "utf8")).includes(withoutPort(`${judgements}\n\n${table}\n`));
}

/** Matches reasons that better preparation of the target would remove. */
const UNPREPARED = /\bneeds\b|not known/;

function runJob(env: Env, args: readonly string[]): Promise<ProgramRun> {
  const command = [...commandArguments("conformance"), ...args];
  return endOf(spawn(process.execPath, command, { env: { ...process.env, ...env } }));
}

process.exitCode = await main();
