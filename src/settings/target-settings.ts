import { SettingError } from "../errors.ts";
import type { TargetKind } from "../target/descriptor.ts";
import { readLive, type LiveSettings } from "./live-settings.ts";
import { ZITADEL_NAMES } from "./table.ts";
import type { Given } from "./values.ts";

/** The target and its settings. */
export type TargetSettings =
  | { readonly kind: "reference"; readonly port?: number }
  | { readonly kind: "prism" }
  | { readonly kind: "recording"; readonly path: string }
  | ({ readonly kind: "live" } & LiveSettings);

/** What decides on the target. Without any of them it is the embedded reference server. */
const DECIDING = ["TARGET", "RECORDING", "ZITADEL_BASE_URL"];

/**
 * Demands settings that name a target, for what says nothing about the embedded server. In CI the variables of another
 * repository or of a fork are empty, which must not turn a check of an instance into one of that server. Throws a
 * SettingError that begins with what needs the target.
 */
export function demandNamedTarget(env: Readonly<Record<string, string | undefined>>, why: string): void {
  if (DECIDING.some((name) => (env[name] ?? "") !== "")) return;
  throw new SettingError(
    "ZITADEL_BASE_URL",
    `${why}, and the settings name no target: set ZITADEL_BASE_URL, or TARGET=reference for the embedded server.`,
  );
}

/** Reads which target to test, and its settings; undefined after noting a problem. */
export function readTarget(given: Given): TargetSettings | undefined {
  const kind = readKind(given);
  const { REFERENCE_PORT: port } = given.values;
  switch (kind) {
    case "reference":
      return { kind, ...(port === undefined ? {} : { port }) };
    case "prism":
      return { kind };
    case "recording":
      return readRecording(given);
    case "live": {
      const live = readLive(given);
      return live === undefined ? undefined : { kind, ...live };
    }
    case undefined:
      return undefined;
  }
}

function readKind({ env, values, problems }: Given): TargetKind | undefined {
  if (env["TARGET"] !== undefined) return values.TARGET;
  const recorded = env["RECORDING"] !== undefined;
  const live = env["ZITADEL_BASE_URL"] !== undefined;
  if (recorded && live) {
    problems.add(
      "TARGET",
      "RECORDING and ZITADEL_BASE_URL are both set: unset one, or set TARGET to recording or live",
    );
    return undefined;
  }
  if (recorded) return "recording";
  if (live) return "live";
  // A token means that a live run is intended; a green run against the embedded server would mislead.
  const half = ZITADEL_NAMES.find((name) => env[name] !== undefined);
  if (half === undefined) return "reference";
  problems.add("ZITADEL_BASE_URL", `${half} is set without ZITADEL_BASE_URL: set that too, or TARGET=reference`);
  return undefined;
}

function readRecording({ values, problems }: Given): TargetSettings | undefined {
  if (values.RECORDING !== undefined) return { kind: "recording", path: values.RECORDING };
  problems.add("RECORDING", "TARGET is recording, and RECORDING is not set: set it to the path of a recording");
  return undefined;
}
