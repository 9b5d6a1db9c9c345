import { field, type RawRequest } from "../http/request.ts";
import type { Refusal } from "./call.ts";
import type { State, User } from "./state.ts";

const REALM = 'Bearer realm="zitadel-reference"';

/** Who sent a request, or why nobody can tell. */
export type Authentication = { readonly user: User } | { readonly refusal: Refusal };

/**
 * Reads the credentials (RFC 6750 §2.1, RFC 9110 §11.4: the scheme in any case, one or more spaces). A challenge names
 * an error only to a client that sent a token (RFC 6750 §3.1).
 */
export function authenticate(raw: RawRequest, state: State): Authentication {
  const credentials = field(raw, "authorization");
  if (credentials === undefined) return refuse("no-credentials", REALM);
  const token = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(credentials)?.[1];
  if (token === undefined) return refuse("bad-credentials", REALM);
  const known = state.tokens.get(token);
  if (known === undefined || known.expires <= Date.now() || !known.user.active) {
    return refuse("bad-token", `${REALM}, error="invalid_token"`);
  }
  const organisation = field(raw, "x-zitadel-orgid");
  if (organisation !== undefined && !state.hasOrganisation(organisation)) {
    return { refusal: { code: 7, text: "unknown-organisation" } };
  }
  return { user: known.user };
}

function refuse(text: "no-credentials" | "bad-credentials" | "bad-token", challenge: string): Authentication {
  return { refusal: { code: 16, text, headers: [["www-authenticate", challenge]] } };
}
