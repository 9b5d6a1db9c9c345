import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { packageFile } from "../package-file.ts";
import { readTextFile } from "./read-text-file.ts";

/** A schema in `schemas/`, with those that it refers to. */
export interface OwnSchema {
  readonly name: string;
  readonly refersTo?: readonly string[];
}

/**
 * Reads a JSON file that must fit a schema. Otherwise `wrong` makes the error from words that continue "The file …":
 * `cannot be read`, `is not JSON` or `does not fit schemas/… (why)`.
 */
export function readJsonFile(path: string, schema: OwnSchema, wrong: (problem: string) => Error): unknown {
  let value: unknown;
  try {
    value = JSON.parse(readTextFile(path));
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? "is not JSON" : "cannot be read");
  }
  const problem = schemaProblem(value, schema);
  if (problem !== undefined) throw wrong(`does not fit schemas/${schema.name} (${problem})`);
  return value;
}

/** Why a value does not fit a schema, or undefined when it does. */
export function schemaProblem(value: unknown, schema: OwnSchema): string | undefined {
  let problemOf = compiled.get(schema.name);
  if (problemOf === undefined) compiled.set(schema.name, (problemOf = compile(schema)));
  return problemOf(value);
}

/** Compiling a schema takes longer than validating a file. */
const compiled = new Map<string, (value: unknown) => string | undefined>();

function compile({ name, refersTo = [] }: OwnSchema): (value: unknown) => string | undefined {
  const ajv = new Ajv2020(OPTIONS);
  for (const other of refersTo) ajv.addSchema(readSchema(other));
  const validate = ajv.compile(readSchema(name));
  return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "it", separator: "; " }));
}

const OPTIONS = {
  strict: true,
  // Ajv's strict mode rejects two things that our schemas use: `required` without `properties` in a branch, and lists
  // of types.
  strictRequired: false,
  allowUnionTypes: true,
  discriminator: true,
  // A test holds our schemas against the metaschema, which takes as long to compile as they do.
  validateSchema: false,
  // Most programs validate one file: making the code smaller takes longer than it saves them.
  code: { optimize: false },
} as const;

function readSchema(name: string): object {
  return JSON.parse(readFileSync(packageFile(`schemas/${name}`), "utf8")) as object;
}
