import type { Env } from "./env.ts";
import { Problems } from "./problems.ts";
import { readTarget, type TargetSettings } from "./target-settings.ts";
import { nearMisses, rejectUnknown } from "./unknown-names.ts";
import { unusedSentence, unusedSettings } from "./unused.ts";
import { parseAll } from "./values.ts";

/** What an exploration generates, and when it ends. */
interface ExplorationSettings {
  readonly seed?: number;
  readonly seconds: number;
  /** Generated cases. */
  readonly count?: number;
}

/** All settings of a run, validated. */
export interface Settings {
  readonly target: TargetSettings;
  /** Path of a list of known deviations that replaces the suite's own. */
  readonly knownDeviations?: string;
  /** Time limit of one request in milliseconds. */
  readonly timeout: number;
  /** A deviation from a SHOULD fails too. */
  readonly strict: boolean;
  /** Name of the environment whose settings these are. */
  readonly environment?: string;
  /** How `npm run explore` goes. */
  readonly exploration: ExplorationSettings;
  /** Notes to print before the run, one sentence each: settings without effect, names that look misspelt. */
  readonly notes: readonly string[];
}

/**
 * Reads and validates all settings together. Throws one SettingError whose message has one sentence per problem and
 * never shows a token.
 */
export function readSettings(variables: Env): Settings {
  // Templates of .env files write an empty value for "not set".
  const env = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const problems = new Problems();
  rejectUnknown(env, problems);
  const given = parseAll(env, problems);
  const target = readTarget(given);
  problems.throwIfAny();
  if (target === undefined) throw new Error("No target, and no problem that says why");
  const { KNOWN_DEVIATIONS, REQUEST_TIMEOUT_MS, STRICT, ENVIRONMENT } = given.values;
  const { EXPLORE_SEED: seed, EXPLORE_SECONDS: seconds, EXPLORE_COUNT: count } = given.values;
  const unused = unusedSentence(unusedSettings(env, target), target);
  return {
    target,
    timeout: REQUEST_TIMEOUT_MS,
    strict: STRICT,
    ...(KNOWN_DEVIATIONS === undefined ? {} : { knownDeviations: KNOWN_DEVIATIONS }),
    ...(ENVIRONMENT === undefined ? {} : { environment: ENVIRONMENT }),
    exploration: { seconds, ...(seed === undefined ? {} : { seed }), ...(count === undefined ? {} : { count }) },
    notes: [...(unused === undefined ? [] : [unused]), ...nearMisses(env)],
  };
}
