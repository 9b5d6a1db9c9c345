import { randomInt } from "node:crypto";
import { openRun, type OpenRun } from "../bootstrap/open-run.ts";
import { SettingError } from "../errors.ts";
import { explore, type ExploreOptions } from "../exploration/explore.ts";
import type { Exploration } from "../exploration/finding.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { createRedactor } from "../report/redact.ts";
import { showExploration } from "../report/exploration/shown.ts";
import { explorationCode, explorationText, planText } from "../report/exploration/text.ts";
import { SYSTEM_CLOCK } from "../runner/http/clock.ts";
import { connectionOptionsOf } from "../runner/http/open-connection.ts";
import { createRateLimit, withRateLimit } from "../runner/http/rate-limit.ts";
import { secretsOf, type RunContext } from "../runner/run-context.ts";
import type { Runner, RunnerOptions } from "../runner/runner.ts";
import { openReference } from "../servers/reference/open.ts";
import type { Profile } from "../servers/reference/profiles/profile.ts";
import { readKnownDeviations } from "../settings/read-known-deviations.ts";
import type { Env } from "../settings/env.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { openConnection } from "../transports/index.ts";
import { demandFiles, saveCases, storeFindings } from "./explore-files.ts";
import { readExploreArguments, type ExploreArguments } from "./explore-arguments.ts";
import { holdInterrupts } from "./interrupts.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { reportErrors } from "./user-facing-errors.ts";

/** Requests that are on their way at the same time. */
const AT_ONCE = { embedded: 16, live: 8 };
/** A seed is a number that a person can type. */
const SEEDS = 1_000_000_000;

/** Explores the target of the settings. Exit code 0 when nothing new is wrong, 1 when something is, 2 when nothing can be said. */
export function runExplore(argv: readonly string[], means: PrintingSurroundings): Promise<number> {
  return reportErrors(async () => {
    const asked = readExploreArguments(argv);
    const settings = settingsOf(asked, means.env);
    demandTarget(settings, asked);
    demandFiles(asked, means.env);
    for (const note of settings.notes) means.stdout(note);
    const interrupts = holdInterrupts(() => {
      means.stderr("Interrupted: ending the exploration; this takes a moment.");
    });
    try {
      const run = await open(settings, asked.profile, interrupts.signal, means);
      try {
        return await exploreRun(run.context, settings, asked, interrupts.signal, means);
      } finally {
        await run.close();
      }
    } finally {
      interrupts.release();
    }
  }, means.stderr);
}

/** A wrong rate is a wrong setting, whatever the target; only a live one has such a setting. */
function settingsOf({ settings: given, rate }: ExploreArguments, env: Env): Settings {
  const withRate = readSettings({ ...env, ...given, ...(rate === undefined ? {} : { MAX_REQUESTS_PER_SECOND: rate }) });
  return withRate.target.kind === "live" ? withRate : readSettings({ ...env, ...given });
}

function demandTarget({ target: { kind } }: Settings, { profile }: ExploreArguments): void {
  if (kind === "prism" || kind === "recording") {
    throw new SettingError(
      "TARGET",
      `TARGET is ${kind}, which answers only what it was made for: set it to reference or live to explore it.`,
    );
  }
  if (profile !== undefined && kind !== "reference") {
    throw new SettingError(
      "--profile",
      "--profile is for the reference server: leave it out, or set TARGET=reference.",
    );
  }
}

async function open(
  settings: Settings,
  profile: Profile | undefined,
  signal: AbortSignal,
  { stdout }: PrintingSurroundings,
): Promise<OpenRun> {
  const known = readKnownDeviations(settings.knownDeviations);
  if (profile === undefined) return openRun(settings, { known, onNote: stdout, signal });
  const { target } = settings;
  const port = target.kind === "reference" && target.port !== undefined ? { port: target.port } : {};
  const { descriptor, close } = await openReference({ profile, ...port });
  return { context: { descriptor, blocked: {}, strict: settings.strict, known }, close };
}

async function exploreRun(
  context: RunContext,
  settings: Settings,
  asked: ExploreArguments,
  signal: AbortSignal,
  { stdout, env }: PrintingSurroundings,
): Promise<number> {
  const { descriptor, known, strict } = context;
  const { seed = randomInt(SEEDS), seconds, count } = settings.exploration;
  const rate = rateOf(asked, settings);
  const { isEmbedded } = descriptor.capabilities;
  const options: ExploreOptions = {
    seed,
    cases: count ?? Infinity,
    milliseconds: seconds * 1000,
    atOnce: isEmbedded ? AT_ONCE.embedded : AT_ONCE.live,
    known,
    signal,
    ...(asked.transport === undefined ? {} : { transport: asked.transport }),
    ...(asked.path === undefined ? {} : { path: asked.path }),
  };
  stdout(planText(descriptor, options, rate));
  const redactor = createRedactor(secretsOf(descriptor));
  const runner = openLimited(context, rate, (secret) => {
    redactor.learn(secret);
  });
  let exploration: Exploration;
  try {
    exploration = showExploration(await explore(descriptor, runner, options), redactor);
  } finally {
    runner.close();
  }
  // What one example shows again is stored already, and a replay knows no profile.
  const isStored = asked.path === undefined && asked.profile === undefined;
  if (isStored) storeFindings(exploration, descriptor, env);
  stdout(explorationText(exploration, { descriptor, redactor, isStored, profile: asked.profile?.name }));
  if (asked.saves) for (const path of saveCases(exploration, env)) stdout(`saved ${path}`);
  const code = explorationCode(exploration, strict);
  if (code !== 0 || !signal.aborted) return code;
  stdout("Interrupted: what was not explored by then may hold more.");
  return 2;
}

/** An embedded target knows no rate of its own: there the connection keeps it. */
function openLimited(
  { descriptor, blocked }: RunContext,
  rate: number | undefined,
  onSecret: (secret: string) => void,
): Runner {
  const options: RunnerOptions = { blocked, onSecret };
  if (rate === undefined || !descriptor.capabilities.isEmbedded) return openRunner(descriptor, options);
  const connection = withRateLimit(
    openConnection(connectionOptionsOf(descriptor)),
    createRateLimit(rate, SYSTEM_CLOCK),
  );
  return openRunner(descriptor, { ...options, connection });
}

function rateOf({ rate }: ExploreArguments, { target }: Settings): number | undefined {
  if (target.kind === "live") return target.network.maxPerSecond;
  return rate === undefined ? undefined : Number(rate);
}
