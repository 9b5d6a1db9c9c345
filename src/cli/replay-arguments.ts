import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { failureFiles, readFailures } from "../report/failures-file.ts";
import type { StoredFailure } from "../runner/stored-failure.ts";
import type { Env } from "../settings/env.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run replay -- ID [--from FILE]";

/** Ids that a message names. */
const NAMED = 5;

/** The stored failure that the arguments name. Throws a UserError when there is none. */
export function chosenFailure(argv: readonly string[], env: Env): StoredFailure {
  const { id, from } = readArguments(argv);
  const files = from === undefined ? failureFiles(env) : [from];
  const failures = files.flatMap((file) => readFailures(file).failures);
  const found = failures.find((failure) => failure.id === id);
  if (found !== undefined) return found;
  throw new SettingError(USAGE, `${id} is not a stored failure: ${remedy(files, failures)}.`);
}

function remedy(files: readonly string[], failures: readonly StoredFailure[]): string {
  if (files.length === 0) return "no run has stored any, so run npm run conformance first, or name a file with --from";
  if (failures.length === 0)
    return `${files.join(" and ")} ${files.length === 1 ? "holds" : "hold"} none, so nothing failed in that run`;
  const ids = [...new Set(failures.map(({ id }) => id))];
  const more = ids.length > NAMED ? ` and ${String(ids.length - NAMED)} more` : "";
  return `${files.join(" and ")} ${files.length === 1 ? "has" : "have"} ${ids.slice(0, NAMED).join(", ")}${more}`;
}

function readArguments(argv: readonly string[]): { readonly id: string; readonly from: string | undefined } {
  try {
    const options = { from: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [id, ...others] = positionals;
    if (id === undefined) throw new TypeError("The id of a failure is missing");
    if (others.length > 0) throw new TypeError(`${others.join(" ")} is one too many`);
    return { id, from: values.from };
  } catch (error) {
    throw wrongArguments("npm run replay", error, USAGE);
  }
}
