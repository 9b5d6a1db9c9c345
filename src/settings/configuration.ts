import { pathToFileURL } from "node:url";
import { addCase, CASES } from "../cases/index.ts";
import { addCheck } from "../checks/index.ts";
import type { Check } from "../checks/check.ts";
import type { Case } from "../contract/case.ts";
import { addRequirement, findRequirement, type OwnId } from "../contract/requirements/index.ts";
import type { Requirement } from "../contract/requirement.ts";
import { SettingError } from "../errors.ts";
import { schemaProblem } from "../util/read-json-file.ts";
import { namedCheck } from "./own-check.ts";

/** A user's own requirement with its check. */
export interface OwnRequirement extends Omit<Requirement, "group"> {
  /** `OWN-` and four digits. */
  readonly id: OwnId;
  readonly check: Check;
}

/** A user's own case: one request, a pair or a comparison of transports. Its id begins with `own/`. */
export type OwnCase = Case & { readonly group: "own" };

/** What a configuration adds to the suite. */
export interface Configuration {
  readonly requirements?: readonly OwnRequirement[];
  readonly cases?: readonly OwnCase[];
}

/** Adds the requirements and cases of a configuration. Throws a SettingError when it cannot be loaded or is wrong. */
export async function addConfiguration(path: string): Promise<void> {
  const wrong = (problem: string): SettingError =>
    new SettingError(
      "CONFORMANCE_CONFIG",
      `The configuration ${path} ${problem}: fix it, set CONFORMANCE_CONFIG to another file, or remove it.`,
    );
  const configuration = await importDefault(path, wrong);
  const problem = whyWrong(configuration);
  if (problem !== undefined) throw wrong(problem);
  add(configuration as Configuration);
}

async function importDefault(path: string, wrong: (problem: string) => SettingError): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(path).href)) as { readonly default?: unknown }).default;
  } catch (error) {
    throw wrong(`cannot be loaded (${firstLine(error, path)})`);
  }
}

/** Without the module of ours that loads it: whose module lacks another one is of use. */
function firstLine(error: unknown, path: string): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = text] = text.split("\n", 1);
  const missing = `'${path}' imported from `;
  return line.includes(missing) ? line.slice(0, line.indexOf(missing) + path.length + 2) : line;
}

function whyWrong(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return "has no object as its default export";
  const json = asJson(value);
  if (json === undefined) return "has values that JSON cannot hold, such as a BigInt or a circle of objects";
  const problem = schemaProblem(json, { name: "configuration.schema.json" });
  if (problem !== undefined) return `does not fit (${problem})`;
  const { requirements = [], cases = [] } = value as Configuration;
  const noCheck = requirements.find(({ check }) => typeof check !== "function");
  if (noCheck !== undefined) return `has no function check in ${noCheck.id}`;
  const ids = requirements.map(({ id }) => id);
  const again = repeated([...ids, ...cases.map(({ id }) => id)]);
  if (again !== undefined) return `has ${again} twice`;
  return cases.map((each) => wrongReference(each, ids)).find((reason) => reason !== undefined) ?? unused(ids, cases);
}

/** The same without functions, which no schema describes; undefined where there is no such JSON. */
function asJson(value: object): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

function repeated(ids: readonly string[]): string | undefined {
  return ids.find((id, at) => ids.indexOf(id) !== at);
}

function wrongReference({ id, requirements }: OwnCase, own: readonly OwnId[]): string | undefined {
  const missing = requirements.find((each) => findRequirement(each) === undefined && !own.some((one) => one === each));
  return missing === undefined ? undefined : `names ${missing} in ${id}, which is not a requirement`;
}

/** A requirement that no case exercises would look as if it were tested. */
function unused(ids: readonly OwnId[], cases: readonly OwnCase[]): string | undefined {
  const left = ids.find((id) => !cases.some(({ requirements }) => requirements.includes(id)));
  return left === undefined ? undefined : `has ${left}, which no case names`;
}

/** Does nothing the second time: a module is loaded once in a process, and so are its cases. */
function add({ requirements = [], cases = [] }: Configuration): void {
  for (const { check, ...requirement } of requirements) {
    addRequirement({ ...requirement, group: "own" });
    addCheck(requirement.id, namedCheck(requirement.id, check));
  }
  for (const each of cases) if (!CASES.some(({ id }) => id === each.id)) addCase(each);
}
