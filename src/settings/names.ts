import { ROWS } from "./table.ts";

/** The names of all settings. */
export const KNOWN: ReadonlySet<string> = new Set(ROWS.map(({ name }) => name));

/** The name of a setting that was written in another case, or with hyphens. */
export function asSettingName(written: string): string {
  return written.toUpperCase().replaceAll("-", "_");
}
