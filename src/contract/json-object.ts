/** The members of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object, which an array and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member that the object has itself: `constructor` is none of an empty object's. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value if it is a string. */
export function readString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
