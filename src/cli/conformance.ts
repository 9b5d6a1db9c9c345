import { existsSync, rmSync } from "node:fs";
import type { KnownDeviation } from "../engine/known-deviations.ts";
import type { TargetFacts } from "../engine/target.ts";
import { exitCode, type ExitCode } from "../report/exit-code.ts";
import { allureDirectory, resultsPath } from "../report/results-path.ts";
import { contextToEnv, type RunContext } from "../report/run-context.ts";
import { BlockedError } from "../targets/blocked-error.ts";
import { loadEnv } from "../targets/env.ts";
import { readKnownDeviations } from "../targets/known-file.ts";
import { openTarget } from "../targets/open.ts";
import { SettingError } from "../targets/setting-error.ts";
import { readSettings, type Settings } from "../targets/settings.ts";
import { readArguments, type PlaywrightArguments } from "./playwright-arguments.ts";
import { runPlaywright } from "./playwright.ts";

/** The main job: `npm run conformance`, with Playwright's own arguments after `--`. Its exit code is the run's. */
async function main(given: readonly string[]): Promise<number> {
  const asked = readArguments(given);
  if (asked.runsNothing) return (await runPlaywright(asked.args, process.env)).code ?? 2;
  const env = loadEnv();
  const out = resultsPath(env, asked.shard);
  // What an earlier run left must not be taken for this one's. Shards add to each other's Allure results.
  rmSync(out, { force: true });
  if (asked.shard === undefined) rmSync(allureDirectory(env), { recursive: true, force: true });
  try {
    const settings = readSettings(env);
    const known = readKnownDeviations(settings.knownDeviations);
    return await runAgainst(settings, known, asked, out);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function runAgainst(
  settings: Settings,
  known: readonly KnownDeviation[],
  asked: PlaywrightArguments,
  out: string,
): Promise<number> {
  try {
    const target = await openTarget(settings);
    try {
      // Loaded when needed, here and below: every run waits for what is loaded first.
      const blocked = settings.target.kind === "live" ? await livePreflight(target.facts) : {};
      return await run({ facts: target.facts, blocked, strict: settings.strict, known }, asked, out);
    } finally {
      await target.close();
    }
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error;
    const { reportBlocked } = await import("./blocked-run.ts");
    reportBlocked(error.message, settings.target, out);
    return 2;
  }
}

async function livePreflight(facts: TargetFacts): Promise<RunContext["blocked"]> {
  const { preflight } = await import("../targets/preflight.ts");
  return preflight(facts);
}

async function run(context: RunContext, asked: PlaywrightArguments, out: string): Promise<number> {
  const { code } = await runPlaywright(asked.args, {
    ...process.env,
    ...contextToEnv(context),
    CONFORMANCE_OUT: out,
    ALLURE_RESULTS_DIR: allureDirectory(loadEnv()),
    ...(asked.reporter === undefined ? {} : { CONFORMANCE_REPORTER: asked.reporter }),
  });
  return decide(out, code, context.strict);
}

/** Playwright's own code says too little: 0 when everything was skipped, 1 for a set-up that failed. */
async function decide(out: string, code: number | null, strict: boolean): Promise<ExitCode> {
  if (!existsSync(out)) {
    console.error("Playwright ended without results: its messages above say why.");
    return 2;
  }
  const { readStatement } = await import("../report/statement-file.ts");
  const decided = exitCode(readStatement(out).summary, strict);
  if (decided !== 0 || code === 0) return decided;
  console.error("Playwright reports an error that no verdict accounts for: its messages above say which.");
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
