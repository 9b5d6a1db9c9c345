/** The members of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object, but not for an array or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member of the object: an empty object has no `constructor`. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value if it is a string. */
export function readString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
