import { SettingError } from "../errors.ts";
import { CASES } from "../cases/index.ts";
import { findRequirement } from "../contract/requirements/index.ts";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import { packageFile } from "../package-file.ts";
import { readJsonFile } from "../util/read-json-file.ts";

/** The suite's own list. */
const DEFAULT_KNOWN_DEVIATIONS = packageFile("fixtures/known-deviations.json");

/**
 * Reads a list of known deviations. Throws a SettingError when the file cannot be read, does not fit
 * schemas/known-deviations.schema.json, or names a requirement or a case that does not exist.
 */
export function readKnownDeviations(path: string = DEFAULT_KNOWN_DEVIATIONS): readonly KnownDeviation[] {
  const wrong = (problem: string) =>
    new SettingError(
      "KNOWN_DEVIATIONS",
      `The list of known deviations ${path} ${problem}: fix the file, set KNOWN_DEVIATIONS to a different one, or unset it.`,
    );
  const entries = readJsonFile(path, { name: "known-deviations.schema.json" }, wrong) as readonly KnownDeviation[];
  const problem = entries.map(whyWrong).find((reason) => reason !== undefined) ?? repeated(entries);
  if (problem !== undefined) throw wrong(`has a wrong entry (${problem})`);
  return entries;
}

function whyWrong(entry: KnownDeviation): string | undefined {
  const required = entry.signs.flatMap(({ requirements }) => requirements);
  const unknown = required.find((id) => findRequirement(id) === undefined);
  if (unknown !== undefined) return `${entry.id} names ${unknown}, which is not a requirement`;
  for (const id of entry.observed.cases) {
    const testCase = CASES.find((candidate) => candidate.id === id);
    if (testCase === undefined) return `${entry.id} names ${id}, which is not a case`;
    if (!testCase.requirements.some((each) => required.includes(each))) {
      return `${entry.id} names ${id}, which exercises none of its requirements`;
    }
  }
  const { key, path, authorization } = entry.request;
  const broken = [key, path, authorization].find((source) => source !== undefined && !isExpression(source));
  return broken === undefined ? undefined : `${entry.id} has ${broken}, which is no regular expression`;
}

function isExpression(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}

function repeated(entries: readonly KnownDeviation[]): string | undefined {
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  return twice === undefined ? undefined : `${twice} is listed twice`;
}
