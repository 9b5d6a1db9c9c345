import type { RestParts } from "../../contract/case.ts";
import type { HeaderList, WireRequest } from "../../protocol/exchange.ts";
import { OPERATION } from "../../contract/operation.ts";
import type { RequestTarget } from "../request-target.ts";

/** The parts of a REST request. */
export interface RestRequestOptions extends RequestTarget {
  readonly parts?: RestParts | undefined;
}

/**
 * Builds the documented GET with a case's changes. The key is one percent-encoded path segment (RFC 3986 §2.1), also
 * where a raw path has `{key}`.
 */
export function restRequest({ basePath, key, authorization, parts = {} }: RestRequestOptions): WireRequest {
  const segment = encodeURIComponent(key);
  const path = parts.rawPath === undefined ? `/${segment}` : parts.rawPath.replaceAll("{key}", () => segment);
  const query = parts.query === undefined ? "" : `?${parts.query}`;
  return {
    httpVersion: parts.httpVersion ?? "1.1",
    method: parts.method ?? OPERATION.method,
    path: `${basePath}${OPERATION.pathPrefix}${path}${query}`,
    headers: restHeaders(authorization, parts.headers ?? {}),
    body: new Uint8Array(),
  };
}

function restHeaders(authorization: string | undefined, changes: Readonly<Record<string, string>>): HeaderList {
  const headers = new Map<string, string>();
  if (authorization !== undefined) headers.set("authorization", authorization);
  for (const [name, value] of Object.entries(changes)) headers.set(name.toLowerCase(), value);
  return [...headers];
}
