import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { failureFiles, readFailures } from "../report/failures-file.ts";
import { targetName } from "../report/target-name.ts";
import type { StoredFailure } from "../runner/stored-failure.ts";
import type { Env } from "../settings/env.ts";
import { demandNamedTarget } from "../settings/target-settings.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE = "npm run replay -- ID [--from FILE]";

/** Ids that a message names. */
const NAMED = 5;

/**
 * The stored failure that the arguments name. Throws a UserError when there is none, and when it is one of a target that
 * the settings do not name: the embedded server would show nothing of it, and look as if it were fixed.
 */
export function chosenFailure(argv: readonly string[], env: Env): StoredFailure {
  const { id, from } = readArguments(argv);
  const files = from === undefined ? failureFiles(env) : [from];
  const read = files.map(readFailures);
  const holder = read.find((file) => file.failures.some((failure) => failure.id === id));
  if (holder !== undefined && holder.target.kind !== "reference") {
    demandNamedTarget(env, `${id} is a failure of the target ${targetName(holder.target)}`);
  }
  const failures = read.flatMap((file) => file.failures);
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
