/** The server's OAuth and OpenID Connect resources, at the vendor's paths. */
export const OAUTH_ROUTES = {
  "/oauth/v2/token": ["POST", "token"],
  "/oauth/v2/keys": ["GET", "keys"],
  "/.well-known/openid-configuration": ["GET", "discovery"],
} as const;

/** Path of such a resource. */
export type OAuthPath = keyof typeof OAUTH_ROUTES;

/** One resource of OAuth or OpenID Connect. */
export type OAuthEndpoint = (typeof OAUTH_ROUTES)[OAuthPath][1];
