import type { TargetKind } from "../target/descriptor.ts";
import type { Env } from "./env.ts";
import { LIVE_NAMES, readLive, type LiveSettings } from "./live-settings.ts";
import { didYouMean } from "./did-you-mean.ts";
import { Problems } from "./problems.ts";
import * as read from "./setting-values.ts";

/** The target and what it needs. */
type TargetSettings =
  | { readonly kind: "reference"; readonly port?: number }
  | { readonly kind: "prism" }
  | { readonly kind: "recording"; readonly path: string }
  | ({ readonly kind: "live" } & LiveSettings);

/** All settings of a run, validated. */
export interface Settings {
  readonly target: TargetSettings;
  /** Path of a list of known deviations in place of the suite's own. */
  readonly knownDeviations?: string;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  /** A deviation from a SHOULD fails too. */
  readonly strict: boolean;
  /** Name of the environment whose settings these are. */
  readonly environment?: string;
}

const KINDS: readonly TargetKind[] = ["reference", "prism", "recording", "live"];
const DEFAULT_TIMEOUT = 10_000;

/**
 * Reads and validates all settings together. Throws one SettingError whose message has one sentence for each problem;
 * it never shows the value of a token.
 */
export function readSettings(given: Env): Settings {
  // An empty value is how a template of a .env file says "not set".
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const problems = new Problems();
  rejectUnknown(env, problems);
  const target = readTarget(env, problems);
  const timeout = read.whole("REQUEST_TIMEOUT_MS", env, problems, 1, 600_000) ?? DEFAULT_TIMEOUT;
  const strict = read.flag("STRICT", env, problems);
  const knownDeviations = env["KNOWN_DEVIATIONS"];
  const environment = env["ENVIRONMENT"];
  problems.throwIfAny();
  if (target === undefined) throw new Error("No target, and no problem that says why");
  return {
    target,
    timeout,
    strict,
    ...(knownDeviations === undefined ? {} : { knownDeviations }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** The prefix is the vendor's own, so that a name that nobody knows is a slip that would be passed over in silence. */
function rejectUnknown(env: Env, problems: Problems): void {
  for (const name of Object.keys(env).sort()) {
    if (!name.startsWith("ZITADEL_") || LIVE_NAMES.includes(name)) continue;
    const meant = didYouMean(name, LIVE_NAMES);
    const remedy = meant === undefined ? `use one of ${LIVE_NAMES.join(", ")}, or unset it` : `did you mean ${meant}?`;
    problems.add(name, `${name} is no setting: ${remedy}`);
  }
}

function readTarget(env: Env, problems: Problems): TargetSettings | undefined {
  const kind = readKind(env, problems);
  const port = read.whole("REFERENCE_PORT", env, problems, 0, 65_535);
  switch (kind) {
    case "reference":
      return { kind, ...(port === undefined ? {} : { port }) };
    case "prism":
      return { kind };
    case "recording":
      return readRecording(env, problems);
    case "live": {
      const live = readLive(env, problems);
      return live === undefined ? undefined : { kind, ...live };
    }
    case undefined:
      return undefined;
  }
}

function readKind(env: Env, problems: Problems): TargetKind | undefined {
  const named = env["TARGET"];
  if (named !== undefined) {
    const kind = KINDS.find((candidate) => candidate === named);
    if (kind === undefined)
      problems.add("TARGET", `TARGET is ${JSON.stringify(named)}: set it to one of ${KINDS.join(", ")}`);
    return kind;
  }
  const recorded = env["RECORDING"] !== undefined;
  const live = env["ZITADEL_BASE_URL"] !== undefined;
  if (recorded && live) {
    problems.add(
      "TARGET",
      "RECORDING and ZITADEL_BASE_URL are both set: unset one, or say which with TARGET=recording or TARGET=live",
    );
    return undefined;
  }
  if (recorded) return "recording";
  if (live) return "live";
  // Somebody who gives a token means a live run; a green run against the embedded server would deceive them.
  const half = LIVE_NAMES.find((name) => env[name] !== undefined);
  if (half === undefined) return "reference";
  problems.add(
    "ZITADEL_BASE_URL",
    `${half} is set without ZITADEL_BASE_URL: set ZITADEL_BASE_URL too, or TARGET=reference`,
  );
  return undefined;
}

function readRecording(env: Env, problems: Problems): TargetSettings | undefined {
  const path = env["RECORDING"];
  if (path !== undefined) return { kind: "recording", path };
  problems.add("RECORDING", "TARGET is recording, and RECORDING is not set: set it to the path of a recording");
  return undefined;
}
