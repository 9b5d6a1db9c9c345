import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { readJsonFile, schemaProblem } from "./read-json-file.ts";

const SCHEMA = { name: "accepted-drift.schema.json" };
const ENTRY = { rule: "DRIFT-0503", subject: "*", reason: "looked at", expires: "2027-01-31" };

function fileWith(text: string): string {
  const path = join(scratchFolder(), "file.json");
  writeFileSync(path, text);
  return path;
}

function read(path: string): unknown {
  return readJsonFile(path, SCHEMA, (problem) => new RangeError(`${path} ${problem}: do this.`));
}

test("a file that fits its schema is read", () => {
  assert.deepEqual(read(fileWith(JSON.stringify([ENTRY]))), [ENTRY]);
});

test("the caller's error says in one sentence what is wrong", () => {
  assert.throws(() => read("no/such.json"), new RangeError("no/such.json cannot be read: do this."));
  const notJson = fileWith("{");
  assert.throws(() => read(notJson), new RangeError(`${notJson} is not JSON: do this.`));
  const unfit = fileWith(JSON.stringify([{ ...ENTRY, expires: "soon" }]));
  assert.throws(() => read(unfit), {
    name: "RangeError",
    message: /does not fit schemas\/accepted-drift\.schema\.json \(it\/0\/expires must match .*\): do this\.$/,
  });
});

/** The files of the schemas of this project. */
function schemaFiles(): string[] {
  const names = readdirSync("schemas").filter((name) => name.endsWith(".schema.json"));
  assert.ok(names.length > 5, String(names.length));
  return names;
}

test("every schema of this project fits the metaschema that it names", () => {
  const ajv = new Ajv2020();
  for (const name of schemaFiles()) {
    const schema = JSON.parse(readFileSync(join("schemas", name), "utf8")) as object;
    assert.equal(ajv.validateSchema(schema), true, `${name}: ${ajv.errorsText()}`);
  }
});

const REFERS_TO: Readonly<Record<string, readonly string[]>> = {
  "baseline.schema.json": ["contract-snapshot.schema.json"],
  "failures.schema.json": ["configuration.schema.json"],
  "saved-case.schema.json": ["failures.schema.json", "configuration.schema.json"],
};

test("every schema of this project compiles, with those that it refers to", () => {
  for (const name of schemaFiles()) {
    const refersTo = REFERS_TO[name] ?? [];
    if (["success.schema.json", "error.schema.json"].includes(name)) continue;
    assert.notEqual(schemaProblem("no object", { name, refersTo }), undefined, name);
  }
});
