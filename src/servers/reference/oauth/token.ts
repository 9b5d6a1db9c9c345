import { field, type RawRequest } from "../../http/request.ts";
import type { State } from "../state.ts";
import { clientCredentials } from "./client-credentials.ts";
import { issueToken, type TokenAnswer } from "./issue.ts";
import { jwtBearer } from "./jwt-bearer.ts";
import { OAuthError } from "./oauth-error.ts";

/** The token endpoint (RFC 6749 §3.2): returns a token or throws an OAuthError. */
export async function answerToken(raw: RawRequest, state: State): Promise<TokenAnswer> {
  const form = readForm(raw);
  switch (form.get("grant_type")) {
    case "client_credentials":
      return issueToken(clientCredentials(form, field(raw, "authorization"), state), scopesOf(form), raw.origin, state);
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      return issueToken(await jwtBearer(form, raw.origin, state), scopesOf(form), raw.origin, state);
    case null:
      throw new OAuthError("invalid_request", "grant_type is missing");
    default:
      throw new OAuthError("unsupported_grant_type", "this grant type is not supported");
  }
}

/** A form in which each member may occur once (RFC 6749 §3.2). */
function readForm(raw: RawRequest): URLSearchParams {
  const type = field(raw, "content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded")
    throw new OAuthError("invalid_request", "the request is not a form");
  if (raw.tooLarge) throw new OAuthError("invalid_request", "the request is too large", 413);
  const form = new URLSearchParams(raw.body.toString());
  if (new Set(form.keys()).size === form.size) return form;
  throw new OAuthError("invalid_request", "a parameter is given more than once");
}

function scopesOf(form: URLSearchParams): readonly string[] {
  return (form.get("scope") ?? "").split(" ");
}
