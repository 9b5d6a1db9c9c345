import { BaselineError } from "../errors.ts";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Baseline } from "./baseline.ts";
import { fromFile, type FiledBaseline } from "./file-form.ts";

/** Reads a baseline. Throws a BaselineError when the file cannot be read or is none. */
export function readBaseline(path: string): Baseline {
  const value = readChecked(path, "baseline.schema.json", "give a file that npm run baseline wrote");
  return fromFile(value as FiledBaseline);
}

/** Reads a JSON file that must fit a schema of ours. Throws a BaselineError with the remedy when it does not. */
export function readChecked(path: string, schemaName: string, remedy: string): unknown {
  const value = parse(path, remedy);
  const ajv = new Ajv2020({ strict: true });
  ajv.addSchema(schemaOf("contract-snapshot.schema.json"));
  const validate = ajv.compile(schemaOf(schemaName));
  if (validate(value)) return value;
  const problem = ajv.errorsText(validate.errors, { dataVar: "it", separator: "; " });
  throw new BaselineError(`${path} does not fit schemas/${schemaName} (${problem}): ${remedy}.`);
}

function schemaOf(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), "utf8")) as object;
}

function parse(path: string, remedy: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new BaselineError(`${path} ${error instanceof SyntaxError ? "is not JSON" : "cannot be read"}: ${remedy}.`);
  }
}
