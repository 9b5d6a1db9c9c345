import { StatementError } from "../errors.ts";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Statement } from "./conformance.ts";
import { writeAtomic } from "../util/write-atomic.ts";

const SCHEMA = new URL("../../schemas/conformance.schema.json", import.meta.url);
const PACKAGE = new URL("../../package.json", import.meta.url);

/** What keeps a value from being a statement, or undefined when it is one. */
export function validateConformance(value: unknown): string | undefined {
  const ajv = new Ajv2020({ strict: true });
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "statement", separator: "; " });
}

/** Reads a statement. Throws a StatementError when there is none. */
export function readStatement(path: string): Statement {
  const value = parse(path);
  const problem = validateConformance(value);
  if (problem === undefined) return value as Statement;
  throw new StatementError(
    `${path} does not fit schemas/conformance.schema.json (${problem}): give a file that a run wrote.`,
  );
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new StatementError(`${path} ${reason}: give a file that a run wrote.`);
  }
}

/** Writes a statement whole or not at all: a reader never sees half of it. */
export function writeStatement(path: string, statement: Statement): void {
  writeAtomic(path, `${JSON.stringify(statement, null, 1)}\n`);
}

/** The suite's own version. */
export function suiteVersion(): string {
  const { version } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { readonly version: string };
  return version;
}
