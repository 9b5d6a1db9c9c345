import type { Env } from "./env.ts";
import type { Problems } from "./problems.ts";
import { ROWS, type Values } from "./table.ts";

/** The settings that are set: their texts, their values, and the problems with them. */
export interface Given {
  /** Without empty values. */
  readonly env: Env;
  readonly values: Values;
  readonly problems: Problems;
}

/** Parses every setting, even one that the target does not use: a malformed value is always an error. */
export function parseAll(env: Env, problems: Problems): Given {
  const values = ROWS.map(({ name, kind, default: fallback }) => {
    const text = env[name] ?? fallback;
    if (text === undefined) return [name, undefined];
    const parsed = kind.parse(text);
    if ("value" in parsed) return [name, parsed.value];
    problems.add(name, `${name} ${parsed.wrong}`);
    return [name, undefined];
  });
  // A default missing here always comes with a problem, which is thrown before anyone uses the value.
  return { env, values: Object.fromEntries(values) as Values, problems };
}
