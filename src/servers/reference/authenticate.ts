import { field, type RawRequest } from "../http/request.ts";
import type { Refusal } from "./call.ts";
import type { State, User } from "./state.ts";

const REALM = 'Bearer realm="zitadel-reference"';

type CredentialText = "no-credentials" | "bad-credentials" | "bad-token";

/** The sender of a request, or why it is refused. */
export type Authentication = { readonly user: User } | { readonly refusal: Refusal };

/**
 * Reads the credentials (RFC 6750 §2.1, RFC 9110 §11.4: the scheme in any case, one or more spaces).
 */
export function authenticate(raw: RawRequest, state: State): Authentication {
  const credentials = field(raw, "authorization");
  if (credentials === undefined) return refuseCredentials("no-credentials");
  const token = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(credentials)?.[1];
  if (token === undefined) return refuseCredentials("bad-credentials");
  const user = state.holderOf(token);
  if (user === undefined) return refuseCredentials("bad-token");
  const organisation = field(raw, "x-zitadel-orgid");
  if (organisation !== undefined && !state.hasOrganisation(organisation)) {
    return { refusal: { code: 7, text: "unknown-organisation" } };
  }
  return { user };
}

/** A refusal with its challenge, which names an error only to a client that sent a token (RFC 6750 §3.1). @public */
export function refuseCredentials(text: CredentialText): Authentication {
  const challenge = text === "bad-token" ? `${REALM}, error="invalid_token"` : REALM;
  return { refusal: { code: 16, text, headers: [["www-authenticate", challenge]] } };
}
