import { SettingError } from "../errors.ts";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { CASES } from "../cases/index.ts";
import { REQUIREMENTS } from "../contract/requirements/index.ts";
import type { KnownDeviation } from "../runner/known-deviations.ts";

const SCHEMA = new URL("../../schemas/known-deviations.schema.json", import.meta.url);

/** The list that comes with the suite. */
const DEFAULT_KNOWN_DEVIATIONS = fileURLToPath(new URL("../../fixtures/known-deviations.json", import.meta.url));

/**
 * Reads a list of known deviations. Throws a SettingError when the file cannot be read, does not fit
 * schemas/known-deviations.schema.json, or names a requirement or a case that does not exist.
 */
export function readKnownDeviations(path: string = DEFAULT_KNOWN_DEVIATIONS): readonly KnownDeviation[] {
  const entries = parse(path);
  const ajv = new Ajv2020({ strict: true, strictRequired: false });
  const validate = ajv.compile<readonly KnownDeviation[]>(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
  if (!validate(entries)) {
    throw unfit(path, ajv.errorsText(validate.errors, { dataVar: "the list", separator: "; " }));
  }
  const problem = entries.map(whyWrong).find((reason) => reason !== undefined) ?? repeated(entries);
  if (problem !== undefined) throw unfit(path, problem);
  return entries;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new SettingError(
      "KNOWN_DEVIATIONS",
      `The list of known deviations ${path} ${reason}: give KNOWN_DEVIATIONS the path of one that is, or unset it.`,
    );
  }
}

function unfit(path: string, problem: string): SettingError {
  return new SettingError(
    "KNOWN_DEVIATIONS",
    `The list of known deviations ${path} does not fit schemas/known-deviations.schema.json (${problem}): mend the file, or unset KNOWN_DEVIATIONS.`,
  );
}

function whyWrong(entry: KnownDeviation): string | undefined {
  const required = REQUIREMENTS.find(({ id }) => id === entry.requirement);
  if (required === undefined) return `${entry.id} names ${entry.requirement}, which is no requirement`;
  for (const id of entry.cases) {
    const testCase = CASES.find((candidate) => candidate.id === id);
    if (testCase === undefined) return `${entry.id} names ${id}, which is no case`;
    if (!testCase.requirements.some((required) => required === entry.requirement)) {
      return `${entry.id} names ${id}, which does not exercise ${entry.requirement}`;
    }
  }
  return undefined;
}

function repeated(entries: readonly KnownDeviation[]): string | undefined {
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  return twice === undefined ? undefined : `${twice} is there twice`;
}
