import { OPERATION } from "./operation.ts";
import { CONTRACT, schemaOf } from "./openapi.ts";

/** A JSON Schema that stands alone. */
export type StandaloneSchema = Readonly<Record<string, unknown>>;

const TITLES = { "200": `Success of ${OPERATION.name}`, default: `Error of ${OPERATION.name}` } as const;
const FILES = { "200": "success.schema.json", default: "error.schema.json" } as const;

/** File name, under schemas/, of the standalone schema of a documented response. */
export function standaloneFile(status: "200" | "default"): string {
  return FILES[status];
}

/**
 * The documented schema of a response as a JSON Schema (draft 2020-12) without an OpenAPI document: its `$defs` hold
 * everything that it refers to.
 */
export function standaloneSchema(status: "200" | "default"): StandaloneSchema {
  const root = nameOf(schemaOf(status));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: FILES[status],
    title: TITLES[status],
    $ref: `#/$defs/${root}`,
    $defs: Object.fromEntries([...reachable(root)].sort().map((name) => [name, relocate(componentOf(name))])),
  };
}

function componentOf(name: string): unknown {
  const component: unknown = CONTRACT.components?.schemas?.[name];
  if (component === undefined) throw new Error(`The contract has no schema ${name}`);
  return component;
}

function nameOf(reference: string): string {
  return reference.replace(/^#\/components\/schemas\//, "");
}

function reachable(root: string, found = new Set<string>()): Set<string> {
  if (found.has(root)) return found;
  found.add(root);
  for (const [, name = ""] of JSON.stringify(componentOf(root)).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    reachable(name, found);
  }
  return found;
}

/** Rewrites references, and turns OpenAPI's `example` into JSON Schema's `examples` (OpenAPI 3.1 §4.8.24). */
function relocate(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/^#\/components\/schemas\//, "#/$defs/");
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => (key === "example" ? ["examples", [inner]] : [key, relocate(inner)])),
  );
}
