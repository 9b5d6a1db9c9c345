import type { Credential, TokenName } from "../contract/case.ts";

/** The header {"alg":"none"}, any subject, an expiry far away, no signature (RFC 8725 §2.1). */
const UNSIGNED_JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwiZXhwIjo0MTAyNDQ0ODAwfQ.";

/** Whose token a credential is made from; undefined when it needs none. */
export function tokenOf(credential: Credential): TokenName | undefined {
  switch (credential) {
    case "none":
    case "garbage":
    case "empty-bearer":
    case "scheme-only":
    case "basic-scheme":
    case "unsigned-jwt":
    case "very-long":
      return undefined;
    case "other":
    case "expired":
    case "deactivated":
      return credential;
    default:
      return "subject";
  }
}

/** The value of the Authorization field for a credential, or undefined for no field. */
export function authorization(credential: Credential, token: string): string | undefined {
  switch (credential) {
    case "none":
    case "in-query":
      return undefined;
    case "garbage":
      return "Bearer not-a-token";
    case "empty-bearer":
      return "Bearer ";
    case "scheme-only":
      return "Bearer";
    case "basic-scheme":
      return "Basic dTpw";
    case "token-scheme":
      return `Token ${token}`;
    case "no-scheme":
      return token;
    case "lowercase-scheme":
      return `bearer ${token}`;
    case "uppercase-scheme":
      return `BEARER ${token}`;
    case "two-spaces":
      return `Bearer  ${token}`;
    case "truncated":
      return `Bearer ${token.slice(0, -1)}`;
    case "cut-short":
      return `Bearer ${cutShort(token)}`;
    case "tampered":
      return `Bearer ${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`;
    case "unsigned-jwt":
      return `Bearer ${UNSIGNED_JWT}`;
    case "very-long":
      return `Bearer ${"x".repeat(4000)}`;
    default:
      return `Bearer ${token}`;
  }
}

/**
 * A token without what names its user: its first 80 characters, or one of up to 80 without its last 24. The vendor's opaque
 * tokens are encrypted identifiers, and some releases took what was left of them for the whole (GHSA-6mq3-xmgp-pjm5).
 */
export function cutShort(token: string): string {
  return token.slice(0, token.length > 80 ? 80 : Math.max(1, token.length - 24));
}
