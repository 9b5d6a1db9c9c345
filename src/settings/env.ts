import { SettingError } from "../errors.ts";
import { join } from "node:path";
import { isThere } from "../util/is-there.ts";
import { ENVIRONMENT_NAME } from "./kinds.ts";
import { readSettingsFile } from "./settings-file.ts";
import { ROWS } from "./table.ts";

/** Environment variables by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The environment plus the settings files. `ENVIRONMENT=staging` reads `.env.staging` before `.env`; a variable that is
 * already set wins. The process's own environment stays unchanged, so that tokens in the files do not reach child
 * processes. Throws a SettingError when the named environment has no settings.
 */
export function loadEnv(folder = ".", env: Env = process.env): Env {
  const merged = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const own = ownFile(folder, merged);
  // Of two files that set a name the first one counts.
  for (const path of [...own, join(folder, ".env")]) {
    for (const [name, value] of Object.entries(readSettingsFile(path))) merged[name] ??= value;
    refuseUnread(merged, env, path);
  }
  return merged;
}

/** Read before any file: in one it would do nothing, and nobody would notice. */
function refuseUnread(merged: Env, env: Env, path: string): void {
  const found = ROWS.find(
    ({ name, outsideFiles = false }) => outsideFiles && env[name] === undefined && (merged[name] ?? "") !== "",
  );
  if (found === undefined) return;
  const { name } = found;
  throw new SettingError(name, `${name} has no effect in ${path}: set it in the environment, and remove it there.`);
}

/** The file of the environment that is named. Without one the environment itself must say where the instance is. */
function ownFile(folder: string, env: Env): string[] {
  const name = env["ENVIRONMENT"];
  if (name === undefined || name === "") return [];
  const parsed = ENVIRONMENT_NAME.parse(name);
  if ("wrong" in parsed) throw new SettingError("ENVIRONMENT", `ENVIRONMENT ${parsed.wrong}.`);
  const path = join(folder, `.env.${name}`);
  if (isThere(path)) return [path];
  // In CI the settings may come from secrets, but a misspelt name must not fall back to the instance in .env.
  if (env["ZITADEL_BASE_URL"] !== undefined && env["ZITADEL_BASE_URL"] !== "") return [];
  throw new SettingError(
    "ENVIRONMENT",
    `ENVIRONMENT is ${name}, and there is no file .env.${name}: write one, set ZITADEL_BASE_URL in the environment, or unset ENVIRONMENT.`,
  );
}
