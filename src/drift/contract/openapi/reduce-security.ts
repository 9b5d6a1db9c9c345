import { isJsonObject, own, readString, type JsonObject } from "../../../contract/json-object.ts";
import { resolve, stringsOf } from "./document.ts";
import type { CredentialSnapshot } from "./snapshot.ts";

/** A machine-readable name, so that none of the vendor's prose is stored. */
const PLAIN_NAME = /^[\w.:/-]{1,200}$/;

/**
 * Reduces security requirements; without one the operation requires no credentials (OpenAPI, "Security Requirement
 * Object").
 */
export function reduceSecurity(
  document: JsonObject,
  requirements: readonly unknown[],
  schemes: JsonObject,
): readonly (readonly CredentialSnapshot[])[] {
  const alternatives = requirements.filter(isJsonObject).map((requirement) =>
    Object.keys(requirement)
      .map((name) => credential(resolve(document, own(schemes, name)), stringsOf(requirement, name)))
      .sort((a, b) => (a.scheme < b.scheme ? -1 : 1)),
  );
  if (alternatives.length === 0) return [[]];
  return alternatives.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Only OAuth 2 and OpenID Connect have scopes; with other schemes a list that is not empty means roles. */
function credential(scheme: JsonObject, listed: readonly string[]): CredentialSnapshot {
  const type = readString(own(scheme, "type"));
  const hasScopes = type === "oauth2" || type === "openIdConnect";
  const name = schemeName(scheme, type);
  return hasScopes || listed.length > 0 ? { scheme: name, scopes: [...new Set(listed)].sort() } : { scheme: name };
}

/**
 * OpenAPI 2 cannot say "bearer": its documents say OAuth 2, or a key in the Authorization field. All of them mean the
 * same header (RFC 6750 §2.1).
 */
function schemeName(scheme: JsonObject, type = "unknown"): string {
  const name = (readString(own(scheme, "name")) ?? "").toLowerCase();
  const place = readString(own(scheme, "in")) ?? "";
  switch (type) {
    case "oauth2":
    case "openIdConnect":
      return "bearer";
    case "http":
      return (readString(own(scheme, "scheme")) ?? "unknown").toLowerCase();
    case "apiKey":
      return place === "header" && name === "authorization" ? "bearer" : `apiKey ${place} ${name}`;
    default:
      return type;
  }
}

/** The permissions in extensions of an operation such as `x-permission`: names only, no prose. */
export function reducePermissions(operation: JsonObject): readonly string[] {
  const named = Object.keys(operation).filter((name) => /^x-.*permission/i.test(name));
  const values = named.flatMap((name) => [readString(own(operation, name)) ?? [], stringsOf(operation, name)].flat());
  return [...new Set(values.filter((value) => PLAIN_NAME.test(value)))].sort();
}
