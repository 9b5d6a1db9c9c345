import { join } from "node:path";
import { parseArgs } from "node:util";
import { afterClosing, BlockedError, SettingError } from "../errors.ts";
import { readAcceptances } from "../drift/accept.ts";
import type { Env } from "../settings/env.ts";
import { findEngine, type Engine } from "../vendor/engine.ts";
import { freePorts } from "../vendor/free-ports.ts";
import { removeInstance, startInstance, type Instance, type Wanted } from "../vendor/instance.ts";
import { readRelease, type Release } from "../vendor/release.ts";
import { BASELINE_OUT, runBaseline } from "./baseline-job.ts";
import { DRIFT_OUT, runDrift } from "./drift-job.ts";
import { holdInterrupts } from "./interrupts.ts";
import type { PrintingSurroundings } from "./main-job.ts";
import { demandOut, demandOutFolder } from "./write-out.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE =
  "npm run rehearse -- OLD NEW [--out FOLDER] [--accept FILE], such as npm run rehearse -- v2.71.19 v4.13.1";

/** Settings of other instances have no meaning here; these also suit the two that are started. */
const KEPT = ["REQUEST_TIMEOUT_MS", "PROJECTION_TIMEOUT_MS", "RETRY_AFTER_LIMIT_MS"];

interface Asked {
  readonly releases: readonly [old: Release, now: Release];
  readonly out: string;
  readonly accept: string | undefined;
}

/**
 * Starts two releases of the vendor, records both, and compares them; the containers are removed at the end, after a
 * failure, and on Ctrl-C. Exit code 0 safe, 1 something breaks, 2 they could not be compared.
 */
export async function runRehearsal(argv: readonly string[], job: PrintingSurroundings): Promise<number> {
  const asked = readArguments(argv);
  // A wrong path is named before minutes of work.
  demandOutFolder(asked.out, "--out");
  const { baselines, report } = filesOf(asked);
  const inputs = asked.accept === undefined ? [] : [asked.accept];
  for (const file of baselines) demandOut(file, { ...BASELINE_OUT, inputs });
  demandOut(report, { ...DRIFT_OUT, inputs });
  if (asked.accept !== undefined) readAcceptances(asked.accept);
  const engine = await findEngine();
  const ports = await freePorts(2);
  const wanted = asked.releases.map((release, at): Wanted => ({ release, port: ports[at] ?? 0 }));
  const interrupts = holdInterrupts(() => {
    job.stderr("Interrupted: removing the containers; this takes a moment.");
  });
  const removeAll = async (): Promise<void> => {
    const removed = await Promise.allSettled(wanted.map(({ port }) => removeInstance(engine, port)));
    for (const each of removed) if (each.status === "rejected") throw each.reason;
  };
  let code: number;
  try {
    job.stdout(
      `Starting ZITADEL ${wanted.map(({ release }) => release.tag).join(" and ")}. The first time, images are fetched.`,
    );
    const instances = await startAll(engine, wanted, interrupts.signal);
    code = await compare(instances, asked, job, interrupts.signal);
    await removeAll();
  } catch (error) {
    throw await afterClosing(error, removeAll);
  } finally {
    interrupts.release();
  }
  return code;
}

/** Where the baselines of both releases and the report on them go. */
function filesOf({ releases: [old, now], out }: Pick<Asked, "releases" | "out">): {
  readonly baselines: readonly [old: string, now: string];
  readonly report: string;
} {
  return {
    baselines: [join(out, `old-${old.tag}.json`), join(out, `new-${now.tag}.json`)],
    report: join(out, "drift.md"),
  };
}

/** The first that cannot be started ends the other's start. */
async function startAll(engine: Engine, wanted: readonly Wanted[], interrupted: AbortSignal): Promise<Instance[]> {
  const failed = new AbortController();
  const signal = AbortSignal.any([interrupted, failed.signal]);
  let first: unknown;
  const started = wanted.map((each) =>
    startInstance(engine, each, signal).catch((error: unknown) => {
      first ??= error;
      failed.abort();
    }),
  );
  const instances = (await Promise.all(started)).filter((instance) => instance !== undefined);
  if (instances.length < wanted.length) throw first;
  return instances;
}

async function compare(
  instances: readonly Instance[],
  asked: Asked,
  job: PrintingSurroundings,
  interrupted: AbortSignal,
): Promise<number> {
  const { out, accept } = asked;
  const { baselines, report } = filesOf(asked);
  for (const [at, instance] of instances.entries()) {
    if (interrupted.aborted) throw new BlockedError("Interrupted before both releases were recorded.");
    const file = at === 0 ? baselines[0] : baselines[1];
    const code = await runBaseline(["--out", file], { ...job, env: settingsOf(instance, out, job.env) });
    if (code !== 0) return code;
  }
  const args = [...baselines, ...(accept === undefined ? [] : ["--accept", accept])];
  await runDrift([...args, "--format", "markdown", "--out", report], job);
  return runDrift(args, job);
}

function settingsOf({ url, adminToken, release }: Instance, out: string, env: Env): Env {
  return {
    ...Object.fromEntries(KEPT.map((name) => [name, env[name]])),
    ZITADEL_BASE_URL: url,
    ZITADEL_ADMIN_TOKEN: adminToken,
    ...(release.version === undefined ? {} : { ZITADEL_VERSION: release.version }),
    // Its users end with the containers.
    PROVISIONING_JOURNAL: join(out, "journals"),
  };
}

function readArguments(argv: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { out: { type: "string", default: "results/rehearsal" }, accept: { type: "string" } },
    });
    const [old, now, ...rest] = positionals;
    if (old === undefined || now === undefined || rest.length > 0) throw new TypeError("Two releases are needed");
    return { releases: [readRelease(old), readRelease(now)], out: values.out, accept: values.accept };
  } catch (error) {
    if (error instanceof SettingError) throw error;
    throw wrongArguments("npm run rehearse", error, USAGE);
  }
}
