import { readdirSync } from "node:fs";
import { join } from "node:path";
import { addCase, CASES } from "../cases/index.ts";
import type { Case } from "../contract/case.ts";
import { findRequirement } from "../contract/requirements/index.ts";
import { SettingError } from "../errors.ts";
import { readJsonFile } from "../util/read-json-file.ts";

/** A case in a file of its own, as an exploration saves it. */
type SavedCase = Case & { readonly group: "own" };

const ENDING = ".json";
const SCHEMA = { name: "saved-case.schema.json", refersTo: ["failures.schema.json", "configuration.schema.json"] };

/** Adds the cases of a folder, by name. Throws a SettingError when a file holds something else. */
export function addSavedCases(folder: string): void {
  for (const name of namesIn(folder)) add(readCase(join(folder, name)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ENDING))
      .sort();
  } catch {
    throw new SettingError("SAVED_CASES", `The folder ${folder} cannot be read: set SAVED_CASES to one that can be.`);
  }
}

function readCase(path: string): SavedCase {
  const wrong = (problem: string): SettingError =>
    new SettingError(
      "SAVED_CASES",
      `The saved case ${path} ${problem}: remove it, or save it again with npm run explore.`,
    );
  const saved = readJsonFile(path, SCHEMA, wrong) as SavedCase;
  const unknown = saved.requirements.find((id) => findRequirement(id) === undefined);
  if (unknown !== undefined) throw wrong(`names ${unknown}, which is not a requirement`);
  return saved;
}

/** Does nothing the second time, in the same process. */
function add(saved: SavedCase): void {
  if (!CASES.some(({ id }) => id === saved.id)) addCase(saved);
}
