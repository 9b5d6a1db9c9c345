import type { RawRequest } from "../../http/request.ts";
import type { Route } from "../call.ts";
import { allowOf, otherMethod } from "../method.ts";

/** What the server has of OAuth and OpenID Connect; its paths are the vendor's. */
const OAUTH_ROUTES = {
  "/oauth/v2/token": ["POST", "token"],
  "/oauth/v2/keys": ["GET", "keys"],
  "/.well-known/openid-configuration": ["GET", "discovery"],
} as const;

type OAuthPath = keyof typeof OAUTH_ROUTES;

/** One resource of OAuth or OpenID Connect. */
export type OAuthEndpoint = (typeof OAUTH_ROUTES)[OAuthPath][1];

/** Where a request to a path of OAuth leads; undefined when the server has nothing there. */
export function oauthRoute(raw: RawRequest, path: string): Route | undefined {
  if (!isOAuthPath(path)) return undefined;
  const [method, endpoint] = OAUTH_ROUTES[path];
  return otherMethod(raw, allowOf([method])) ?? { kind: "oauth", endpoint };
}

function isOAuthPath(path: string): path is OAuthPath {
  return Object.hasOwn(OAUTH_ROUTES, path);
}
