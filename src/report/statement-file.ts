import { StatementError } from "../errors.ts";
import { readFileSync } from "node:fs";
import type { Statement } from "./conformance.ts";
import { packageFile } from "../package-file.ts";
import { readJsonFile, schemaProblem } from "../util/read-json-file.ts";
import { writeAtomic } from "../util/write-atomic.ts";

const SCHEMA = { name: "conformance.schema.json" };
const PACKAGE = packageFile("package.json");

/** What keeps a value from being a statement, or undefined when it is one. */
export function validateConformance(value: unknown): string | undefined {
  return schemaProblem(value, SCHEMA);
}

/** Reads a statement. Throws a StatementError when the file cannot be read or is not one. */
export function readStatement(path: string): Statement {
  return readJsonFile(
    path,
    SCHEMA,
    (problem) => new StatementError(`${path} ${problem}: give a file that a run wrote.`),
  ) as Statement;
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
