const BEARER = "Bearer ";

/** The token in an `Authorization` as the suite writes good ones (RFC 6750 §2.1); empty where there is none. */
export function bearerToken(authorization = ""): string {
  return authorization.startsWith(BEARER) ? authorization.slice(BEARER.length) : "";
}
