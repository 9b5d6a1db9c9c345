import { createHash, randomBytes } from "node:crypto";
import type { State, User } from "../state.ts";
import { sign } from "./signing-key.ts";

/** The scope that the API requires in a token: it requests the API's project as an audience. */
const API_SCOPE = "urn:zitadel:iam:org:project:id:zitadel:aud";
/** Lifetime of a token in milliseconds. */
const LIFETIME = 12 * 3_600_000;

/** Whom a token is for. */
export interface Grant {
  readonly user: User;
  readonly clientId: string;
  /** Id of the key that signed the assertion. */
  readonly key?: string;
}

/** A successful answer of the token endpoint (RFC 6749 §5.1; OpenID Connect Core 1.0 §3.1.3.3). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly id_token?: string;
}

/** Issues a token, and an id token when the scope is one of OpenID Connect. */
export async function issueToken(
  { user, clientId, key }: Grant,
  scopes: readonly string[],
  issuer: string,
  state: State,
): Promise<TokenAnswer> {
  const token = `access-${randomBytes(24).toString("hex")}`;
  const now = state.now();
  const expires = now + LIFETIME;
  const forApi = scopes.includes(API_SCOPE);
  state.tokens.set(token, { user, expires, forApi, ...(key === undefined ? {} : { key }) });
  state.happen(user.id);
  // One second less, because part of it passes before the client reads the answer.
  const answer: TokenAnswer = { access_token: token, token_type: "Bearer", expires_in: (LIFETIME - 1000) / 1000 };
  if (!scopes.includes("openid")) return answer;
  const claims = { iss: issuer, sub: user.id, aud: [clientId], azp: clientId, at_hash: hashOf(token) };
  const times = { iat: Math.floor(now / 1000), exp: Math.floor(expires / 1000) };
  return { ...answer, id_token: await sign({ ...claims, ...times }) };
}

/** The left half of a token's hash, which ties an id token to it (OpenID Connect Core 1.0 §3.1.3.6). */
function hashOf(token: string): string {
  const hash = createHash("sha256").update(token).digest();
  return hash.subarray(0, hash.length / 2).toString("base64url");
}
