import type { Env } from "./env.ts";
import type { Use } from "./setting.ts";
import type { TargetSettings } from "./target-settings.ts";
import { ROWS, type SettingName } from "./table.ts";

/** The settings that are set but have no effect on a run against this target. */
export function unusedSettings(env: Env, target: TargetSettings): readonly SettingName[] {
  return ROWS.filter(({ name, use, shared = false }) => env[name] !== undefined && !shared && !isUsed(use, target)).map(
    ({ name }) => name,
  );
}

/** One sentence on them; undefined when there are none. */
export function unusedSentence(unused: readonly string[], target: TargetSettings): string | undefined {
  const last = unused.at(-1);
  if (last === undefined) return undefined;
  const names = unused.length === 1 ? `${last} has` : `${unused.slice(0, -1).join(", ")} and ${last} have`;
  return `${names} no effect on ${runOn(target)}.`;
}

function isUsed(use: Use, target: TargetSettings): boolean {
  const { kind } = target;
  switch (use) {
    case "every target":
      return true;
    case "reference":
    case "recording":
    case "live":
      return kind === use;
    case "live, except with ZITADEL_TOKEN":
      return kind === "live" && target.subject?.access.kind !== "token";
    case "live, with an administrator":
      return kind === "live" && target.admin !== undefined;
  }
}

function runOn(target: TargetSettings): string {
  if (target.kind !== "live" || target.subject === undefined) return `the target ${target.kind}`;
  return target.subject.access.kind === "token"
    ? "a live run with ZITADEL_TOKEN"
    : "a live run without an administrator";
}
