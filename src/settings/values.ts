import type { Env } from "./env.ts";
import type { Problems } from "./problems.ts";
import { ROWS, type Values } from "./table.ts";

/** The settings that somebody gave: their texts, what these stand for, and what is wrong with them. */
export interface Given {
  /** Without empty values. */
  readonly env: Env;
  readonly values: Values;
  readonly problems: Problems;
}

/** Parses every setting, whether the target uses it or not: a value that is wrong today is wrong tomorrow. */
export function parseAll(env: Env, problems: Problems): Given {
  const values = ROWS.map(({ name, kind, default: fallback }) => {
    const text = env[name] ?? fallback;
    if (text === undefined) return [name, undefined];
    const parsed = kind.parse(text);
    if ("value" in parsed) return [name, parsed.value];
    problems.add(name, `${name} ${parsed.wrong}`);
    return [name, undefined];
  });
  // Whoever meets a default that is missing here has a problem that is thrown before anything is used.
  return { env, values: Object.fromEntries(values) as Values, problems };
}
