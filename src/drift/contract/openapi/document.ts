import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";

/** A document cannot be reduced. The message continues "the document …" and quotes only names. */
export class DocumentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DocumentError";
  }
}

/** A member that is an object, or an empty one. */
export function objectOf(object: JsonObject, name: string): JsonObject {
  const value = own(object, name);
  return isJsonObject(value) ? value : {};
}

/** A member that is a list, or undefined. */
export function listOf(object: JsonObject, name: string): readonly unknown[] | undefined {
  const value = own(object, name);
  return Array.isArray(value) ? value : undefined;
}

/** The strings of a member that is a list; empty for anything else. */
export function stringsOf(object: JsonObject, name: string): readonly string[] {
  return (listOf(object, name) ?? []).flatMap((value) => (typeof value === "string" ? [value] : []));
}

/** The target of a Reference Object (OpenAPI 2.0 and 3.1.0, "Reference Object"), or undefined for anything else. */
export function referenceOf(value: unknown): string | undefined {
  return isJsonObject(value) ? readString(own(value, "$ref")) : undefined;
}

/** The object itself, or the one of this document that it refers to. Never fetches another document. */
export function resolve(document: JsonObject, value: unknown): JsonObject {
  let found = value;
  const seen = new Set<string>();
  for (let reference = referenceOf(found); reference !== undefined; reference = referenceOf(found)) {
    if (seen.has(reference)) throw new DocumentError(`refers from ${shown(reference)} to itself`);
    seen.add(reference);
    found = lookUp(document, reference);
  }
  return isJsonObject(found) ? found : {};
}

/** Follows a JSON pointer in a fragment (RFC 6901 §6). */
function lookUp(document: JsonObject, reference: string): unknown {
  if (!reference.startsWith("#/")) throw new DocumentError(`refers to ${shown(reference)}, which is outside of it`);
  let found: unknown = document;
  for (const segment of reference.slice(2).split("/")) {
    found = isJsonObject(found) ? own(found, nameIn(segment)) : undefined;
  }
  if (found === undefined) throw new DocumentError(`refers to ${shown(reference)}, which it does not have`);
  return found;
}

function nameIn(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return segment;
  }
}

function shown(reference: string): string {
  return JSON.stringify(reference.length > 80 ? `${reference.slice(0, 80)}…` : reference);
}
