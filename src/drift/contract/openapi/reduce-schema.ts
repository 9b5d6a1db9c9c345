import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";
import { DocumentError, listOf, objectOf, referenceOf, resolve, stringsOf } from "./document.ts";
import type { SchemaSnapshot } from "./snapshot.ts";

/** Most schemas that one operation may reach: references multiply, and the document comes from the target. */
const MAX_SCHEMAS = 1000;

/** Reduces the schemas of one document to the structure of values. */
export class SchemaReducer {
  readonly #document: JsonObject;
  #count = 0;

  constructor(document: JsonObject) {
    this.#document = document;
  }

  /** Reduces a schema; `within` are the references that led to it, to detect recursion. */
  reduce(schema: unknown, within: readonly string[] = []): SchemaSnapshot {
    this.#count += 1;
    if (this.#count > MAX_SCHEMAS) {
      throw new DocumentError(`has more than ${String(MAX_SCHEMAS)} schemas in this operation`);
    }
    if (!isJsonObject(schema)) return {};
    const reference = referenceOf(schema);
    if (reference !== undefined) return this.#reduceReference(schema, reference, within);
    const parts = (listOf(schema, "allOf") ?? []).map((part) => this.reduce(part, within));
    return [this.#reduceOwn(schema, within), ...parts].reduce(both);
  }

  /** Of the members beside a reference only `deprecated` matters. */
  #reduceReference(schema: JsonObject, reference: string, within: readonly string[]): SchemaSnapshot {
    if (within.includes(reference)) return { recursive: true, ...deprecation(schema) };
    const target = resolve(this.#document, { $ref: reference });
    return { ...this.reduce(target, [...within, reference]), ...deprecation(schema) };
  }

  #reduceOwn(schema: JsonObject, within: readonly string[]): SchemaSnapshot {
    const type = typeOf(schema);
    const format = formatOf(schema);
    const required = [...new Set(stringsOf(schema, "required"))].sort();
    const items = own(schema, "items");
    const additional = own(schema, "additionalProperties");
    const alternatives = [...(listOf(schema, "oneOf") ?? []), ...(listOf(schema, "anyOf") ?? [])];
    return {
      ...(type === undefined ? {} : { type }),
      ...(format === undefined ? {} : { format }),
      ...deprecation(schema),
      ...this.#members(schema, within),
      ...(required.length === 0 ? {} : { required }),
      ...(items === undefined ? {} : { items: this.reduce(items, within) }),
      ...this.#additional(additional, within),
      ...(alternatives.length === 0 ? {} : { alternatives: alternatives.map((each) => this.reduce(each, within)) }),
    };
  }

  #members(schema: JsonObject, within: readonly string[]): Pick<SchemaSnapshot, "members"> {
    const properties = Object.entries(objectOf(schema, "properties"));
    if (properties.length === 0) return {};
    return { members: sorted(properties.map(([name, member]) => [name, this.reduce(member, within)])) };
  }

  /** `true` and `{}` allow everything, which is the default (JSON Schema Validation, "additionalProperties"). */
  #additional(value: unknown, within: readonly string[]): Pick<SchemaSnapshot, "additional"> {
    if (value === false) return { additional: false };
    const reduced = this.reduce(value, within);
    return Object.keys(reduced).length === 0 ? {} : { additional: reduced };
  }
}

/** All schemas of an allOf apply: generators wrap a reference in one to add members beside it. */
function both(left: SchemaSnapshot, right: SchemaSnapshot): SchemaSnapshot {
  const members = [...Object.entries(left.members ?? {}), ...Object.entries(right.members ?? {})];
  const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])].sort();
  return {
    ...left,
    ...right,
    ...(members.length === 0 ? {} : { members: sorted(members) }),
    ...(required.length === 0 ? {} : { required }),
  };
}

/** OpenAPI 3.1 has lists of types, 3.0 `nullable`; a schema with members means an object, one with items a list. */
function typeOf(schema: JsonObject): string | undefined {
  const single = readString(own(schema, "type"));
  const types = new Set(single === undefined ? stringsOf(schema, "type") : [single]);
  if (types.size === 0 && own(schema, "properties") !== undefined) types.add("object");
  if (types.size === 0 && own(schema, "items") !== undefined) types.add("array");
  if (types.size > 0 && (own(schema, "nullable") === true || own(schema, "x-nullable") === true)) types.add("null");
  return types.size === 0 ? undefined : [...types].sort().join("|");
}

/** OpenAPI 3.1 may say `contentEncoding: base64` where the versions before it have the format `byte`. */
function formatOf(schema: JsonObject): string | undefined {
  return readString(own(schema, "format")) ?? (own(schema, "contentEncoding") === "base64" ? "byte" : undefined);
}

/** OpenAPI 2 has no `deprecated` for schemas, and generators write an extension. */
function deprecation(schema: JsonObject): Pick<SchemaSnapshot, "deprecated"> {
  return own(schema, "deprecated") === true || own(schema, "x-deprecated") === true ? { deprecated: true } : {};
}

function sorted(members: readonly (readonly [string, SchemaSnapshot])[]): Readonly<Record<string, SchemaSnapshot>> {
  return Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
