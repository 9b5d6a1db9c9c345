import type { RawRequest } from "../../http/request.ts";
import type { Route } from "../call.ts";
import { allowOf, decodeSegment, otherMethod, refused } from "../method.ts";

/**
 * The operations of the management API that the server has: method and path as the vendor's protobuf contract has them
 * (google.api.http, in `@zitadel/proto`), and the operation's name there. A literal segment stands before a parameter.
 */
export const MANAGEMENT_ROUTES = [
  ["POST", "/users/machine", "addMachineUser"],
  ["POST", "/users/_search", "listUsers"],
  ["GET", "/users/{id}", "getUserByID"],
  ["DELETE", "/users/{id}", "removeUser"],
  ["POST", "/users/{id}/_deactivate", "deactivateUser"],
  ["POST", "/users/{id}/_reactivate", "reactivateUser"],
  ["POST", "/users/{user_id}/pats", "addPersonalAccessToken"],
  ["DELETE", "/users/{user_id}/pats/{token_id}", "removePersonalAccessToken"],
  ["PUT", "/users/{user_id}/secret", "generateMachineSecret"],
  ["POST", "/users/{user_id}/keys", "addMachineKey"],
  ["DELETE", "/users/{user_id}/keys/{key_id}", "removeMachineKey"],
  ["POST", "/users/{id}/metadata/_bulk", "bulkSetUserMetadata"],
  ["DELETE", "/users/{id}/metadata/_bulk", "bulkRemoveUserMetadata"],
  ["POST", "/users/{id}/metadata/_search", "listUserMetadata"],
  ["POST", "/users/{id}/metadata/{key}", "setUserMetadata"],
  ["GET", "/users/{id}/metadata/{key}", "getUserMetadata"],
  ["DELETE", "/users/{id}/metadata/{key}", "removeUserMetadata"],
] as const;

/** Name of an operation, as the vendor's ManagementService has it. */
export type OperationName = (typeof MANAGEMENT_ROUTES)[number][2];

/** What comes before every path of the management API. */
export const MANAGEMENT_PREFIX = "/management/v1";

/** Where a request to a path of the management API leads; undefined when the server has nothing there. */
export function managementRoute(raw: RawRequest, path: string): Route | undefined {
  if (!path.startsWith(`${MANAGEMENT_PREFIX}/`)) return undefined;
  const segments = path.slice(MANAGEMENT_PREFIX.length).split("/");
  const here = MANAGEMENT_ROUTES.filter(([, pattern]) => fits(pattern.split("/"), segments));
  if (here.length === 0) return undefined;
  const other = otherMethod(raw, allowOf([...new Set(here.map(([method]) => method))]));
  if (other !== undefined) return other;
  const asked = raw.method === "HEAD" ? "GET" : raw.method;
  const [, pattern = "", operation] = here.find(([method]) => method === asked) ?? [];
  const params = paramsOf(pattern.split("/"), segments);
  if (operation === undefined || params === undefined) return refused({ code: 3, text: "bad-path" }, false);
  return { kind: "management", operation, params };
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern.length === segments.length && pattern.every((part, at) => isParam(part) || part === segments[at]);
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    if (!isParam(part)) continue;
    const value = decodeSegment(segments[at] ?? "");
    if (value === undefined) return undefined;
    params[part.slice(1, -1)] = value;
  }
  return params;
}

function isParam(part: string): boolean {
  return part.startsWith("{");
}
