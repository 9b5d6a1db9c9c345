import { own, readString, type JsonObject } from "../../../contract/json-object.ts";
import { listOf, resolve } from "./document.ts";
import type { OperationPlace } from "./reduce.ts";
import type { ParameterSnapshot } from "./snapshot.ts";

/** Parameters of the path and of the operation, which override them (OpenAPI, "Path Item Object", parameters). */
export function parametersOf({ document, item, operation }: OperationPlace): readonly JsonObject[] {
  const listed = [...(listOf(item, "parameters") ?? []), ...(listOf(operation, "parameters") ?? [])];
  const byKey = new Map<string, JsonObject>();
  for (const parameter of listed.map((each) => resolve(document, each))) {
    byKey.set(`${String(own(parameter, "in"))} ${String(own(parameter, "name"))}`, parameter);
  }
  return [...byKey.values()];
}

/**
 * The parts of a parameter common to all versions; `schema` has its type. Names of header fields are case-insensitive
 * (RFC 9110 §5.1).
 */
export function parameterOf(
  parameter: JsonObject,
  schema: { readonly type?: string; readonly format?: string },
): ParameterSnapshot {
  const place = readString(own(parameter, "in")) ?? "";
  const name = readString(own(parameter, "name")) ?? "";
  const { type, format } = schema;
  return {
    name: place === "header" ? name.toLowerCase() : name,
    in: place,
    required: own(parameter, "required") === true,
    deprecated: own(parameter, "deprecated") === true || own(parameter, "x-deprecated") === true,
    ...(type === undefined ? {} : { type }),
    ...(format === undefined ? {} : { format }),
  };
}

/** A media type without its parameters, in lower case (RFC 9110 §8.3.1); each once, in order. */
export function mediaTypesOf(written: readonly string[]): readonly string[] {
  return [...new Set(written.map((type) => (type.split(";")[0] ?? "").trim().toLowerCase()))].sort();
}
