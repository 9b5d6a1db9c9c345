import { BaselineError } from "../errors.ts";
import { readJsonFile } from "../util/read-json-file.ts";
import type { Baseline } from "./baseline.ts";
import { fromFile, type FiledBaseline } from "./file-form.ts";

const SCHEMA = { name: "baseline.schema.json", refersTo: ["contract-snapshot.schema.json"] };

/** Reads a baseline. Throws a BaselineError when the file cannot be read or is not a baseline. */
export function readBaseline(path: string): Baseline {
  const value = readJsonFile(
    path,
    SCHEMA,
    (problem) =>
      new BaselineError(`${path} ${problem}: give a file that npm run baseline wrote, with this version of the suite.`),
  );
  return fromFile(value as FiledBaseline);
}
