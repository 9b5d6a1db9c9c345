import type { RawRequest } from "../../http/request.ts";
import type { Route } from "../call.ts";
import { OAUTH_ROUTES, type OAuthPath } from "./route-table.ts";
import { allowOf, otherMethod } from "../method.ts";

/** The route of a request to an OAuth path; undefined when the path does not exist. */
export function oauthRoute(raw: RawRequest, path: string): Route | undefined {
  if (!isOAuthPath(path)) return undefined;
  const [method, endpoint] = OAUTH_ROUTES[path];
  return otherMethod(raw, allowOf([method])) ?? { kind: "oauth", endpoint };
}

function isOAuthPath(path: string): path is OAuthPath {
  return Object.hasOwn(OAUTH_ROUTES, path);
}
