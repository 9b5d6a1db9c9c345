import { BlockedError, LeftoverError, SettingError } from "../errors.ts";
import { existsSync } from "node:fs";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import { exitCode, type ExitCode } from "../report/exit-code.ts";
import { clearOutputs, demandOutputs } from "../report/outputs.ts";
import { allureDirectory, junitPath, playwrightDirectory, resultsPath } from "../report/results-path.ts";
import { contextToEnv, type RunContext } from "../runner/run-context.ts";
import type { Env } from "../settings/env.ts";
import { readKnownDeviations } from "../settings/read-known-deviations.ts";
import { openRun, type OpenRun } from "../bootstrap/open-run.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { checkArguments, demandPlaywrightFolder, reporterModules } from "./check-arguments.ts";
import { holdOutputs } from "./hold-outputs.ts";
import { holdInterrupts } from "./interrupts.ts";
import { readArguments, type PlaywrightArguments } from "./playwright-arguments.ts";
import { printPlaywright, startPlaywright, type StartedPlaywright } from "./playwright.ts";

/** Where a run reads its settings and prints problems. */
export interface Surroundings {
  /** Settings, including those of a file `.env`. */
  readonly env: Env;
  /** Prints one sentence for the user. */
  readonly stderr: (sentence: string) => void;
}

/** The same for a command that prints a result of its own. */
export interface PrintingSurroundings extends Surroundings {
  readonly stdout: (text: string) => void;
}

const INTERRUPTED = "The run was interrupted before its first case.";

const USERS_ARE_GONE =
  "The commands of the failures name tokens of users that the run has removed: run it with KEEP_USERS=1 to paste them, or use npm run replay.";

/**
 * The main job, with Playwright's own arguments: opens the target, runs every test, and decides the exit code (0 as
 * required, 1 violations, 2 settings or environment).
 */
export async function runMainJob(
  argv: readonly string[],
  { env, stdout, stderr }: PrintingSurroundings,
  start = startPlaywright,
): Promise<number> {
  const asked = readArguments(argv);
  const out = resultsPath(env, asked.shard);
  const plan: Plan = { argv, asked, env, out, stdout, stderr, start, startedAt: new Date() };
  let release = (): void => undefined;
  try {
    if (asked.runsNothing) {
      checkArguments(argv, env);
      return await printPlaywright(asked.args, process.env);
    }
    // Shards share Allure's results.
    release = await holdOutputs([out, ...(asked.shard === undefined ? [allureDirectory(env)] : [])]);
    clearOutputs(env, asked.shard);
    demandPlaywrightFolder(argv, playwrightDirectory({ CONFORMANCE_OUT: out }));
    checkArguments(argv, env);
    demandOutputs(env, asked.shard);
    const settings = readSettings(env);
    const known = readKnownDeviations(settings.knownDeviations);
    return await runAgainst(settings, known, plan);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    stderr(error.message);
    return 2;
  } finally {
    release();
  }
}

/** The arguments of the run, and where its results go. */
interface Plan extends PrintingSurroundings {
  /** As they were given. */
  readonly argv: readonly string[];
  readonly asked: PlaywrightArguments;
  readonly out: string;
  readonly startedAt: Date;
  readonly start: typeof startPlaywright;
}

async function runAgainst(settings: Settings, known: readonly KnownDeviation[], plan: Plan): Promise<number> {
  const { target } = settings;
  const makesUsers = target.kind === "live" && target.admin !== undefined && !target.keepUsers;
  // Held from the first user to the last, because an interrupt between two steps would leave users behind.
  const interrupts = holdInterrupts(() => {
    if (makesUsers) plan.stderr("Interrupted: removing the users of the run; this takes a moment.");
  });
  try {
    return await openAndRun(settings, known, plan, interrupts.signal);
  } catch (error) {
    if (!(error instanceof BlockedError)) throw error;
    const { reportBlocked } = await import("./blocked-run.ts");
    plan.stderr(error.message);
    plan.stdout(reportBlocked(error.message, settings, { ...plan, known, plan: plan.asked.plan }));
    return 2;
  } finally {
    interrupts.release();
  }
}

async function openAndRun(
  settings: Settings,
  known: readonly KnownDeviation[],
  plan: Plan,
  interrupted: AbortSignal,
): Promise<number> {
  settings.notes.forEach(plan.stdout);
  // It takes longer to load than an embedded target to open.
  const playwright = plan.start(plan.asked.args, playwrightEnv(plan));
  let code: number | undefined;
  try {
    const opened = await openRun(settings, { known, onNote: plan.stdout, signal: interrupted });
    try {
      if (interrupted.aborted) throw new BlockedError(INTERRUPTED);
      code = await run(playwright, opened.context, plan, interrupted);
    } finally {
      if (!(await isClosed(opened, plan))) code = 2;
    }
  } finally {
    playwright.abandon();
  }
  const { target } = settings;
  if (code === 1 && target.kind === "live" && target.admin !== undefined && !target.keepUsers)
    plan.stderr(USERS_ARE_GONE);
  return code;
}

/** The run always removes its users. It reports those that it cannot remove, and then is never green. */
async function isClosed(opened: OpenRun, { stderr }: Plan): Promise<boolean> {
  try {
    await opened.close();
    return true;
  } catch (error) {
    if (!(error instanceof LeftoverError)) throw error;
    stderr(error.message);
    return false;
  }
}

/** What Playwright needs beside its context. */
function playwrightEnv({ asked, env, out }: Plan): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CONFORMANCE_OUT: out,
    ALLURE_RESULTS_DIR: allureDirectory(env),
    CONFORMANCE_JUNIT: junitPath(env),
    CONFORMANCE_REPORTER: asked.reporter ?? process.env["CONFORMANCE_REPORTER"] ?? "console",
    ...(asked.isVerbose ? { CONFORMANCE_VERBOSE: "1" } : {}),
  };
}

async function run(
  playwright: StartedPlaywright,
  context: RunContext,
  plan: Plan,
  interrupted: AbortSignal,
): Promise<number> {
  const { code } = await playwright.run(contextToEnv(context));
  // Playwright writes no results when it is interrupted while it starts.
  if (interrupted.aborted && !existsSync(plan.out)) throw new BlockedError(INTERRUPTED);
  return decide(code, context.strict, plan);
}

/** Playwright's own code is not enough: 0 when everything was skipped, 1 when the set-up failed. */
async function decide(code: number | null, strict: boolean, { argv, env, out, stderr }: Plan): Promise<ExitCode> {
  if (!existsSync(out)) {
    const ofReporters = reporterModules(argv, env).map(
      ({ setting, module }) =>
        `If they are about ${module}, which ${setting} names: let its default export be a class that throws nothing, or leave it out.`,
    );
    stderr(["Playwright ended without results: its messages above say why.", ...ofReporters].join(" "));
    return 2;
  }
  const { readStatement } = await import("../report/statement-file.ts");
  const decided = exitCode(readStatement(out).summary, strict);
  if (decided !== 0 || code === 0) return decided;
  stderr("Playwright reports an error that no verdict accounts for: its messages above say which.");
  return 2;
}
