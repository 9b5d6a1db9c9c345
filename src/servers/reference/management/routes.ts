import type { RawRequest } from "../../http/request.ts";
import type { Route } from "../call.ts";
import { MANAGEMENT_ROUTES } from "./route-table.ts";
import { allowOf, decodeSegment, otherMethod, refused } from "../method.ts";

/** Prefix of every path of the management API. */
export const MANAGEMENT_PREFIX = "/management/v1";

/** The route of a request to the management API; undefined when the path does not exist. */
export function managementRoute(raw: RawRequest, path: string): Route | undefined {
  if (!path.startsWith(`${MANAGEMENT_PREFIX}/`)) return undefined;
  const segments = path.slice(MANAGEMENT_PREFIX.length).split("/");
  const here = MANAGEMENT_ROUTES.filter((route) => fits(route.path.split("/"), segments));
  if (here.length === 0) return undefined;
  const other = otherMethod(raw, allowOf([...new Set(here.map(({ method }) => method))]));
  if (other !== undefined) return other;
  const asked = raw.method === "HEAD" ? "GET" : raw.method;
  const found = here.find(({ method }) => method === asked);
  const params = found && paramsOf(found.path.split("/"), segments);
  if (found === undefined || params === undefined) return refused({ code: 3, text: "bad-path" }, false);
  return { kind: "management", operation: found.operation, params };
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
