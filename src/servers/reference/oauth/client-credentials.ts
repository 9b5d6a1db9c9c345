import type { Fields } from "../answer.ts";
import type { State } from "../state.ts";
import type { Grant } from "./issue.ts";
import { OAuthError } from "./oauth-error.ts";

interface Client {
  readonly id: string;
  readonly secret: string;
  /** True when id and secret came as HTTP Basic credentials. */
  readonly basic: boolean;
}

/**
 * The grant of a client that is a service user (RFC 6749 §4.4): its id is the user's name. Refuses a secret like the
 * vendor, with 400 where §5.2 requires invalid_client and 401.
 */
export function clientCredentials(form: URLSearchParams, authorization: string | undefined, state: State): Grant {
  const client = readClient(form, authorization);
  const [named] = [...state.users.keys()]
    .map((id) => state.credential(state.users, id))
    .filter((user) => user?.userName === client.id);
  if (named === undefined) throw unknownClient(client);
  if (named.secret === undefined) {
    throw new OAuthError("invalid_request", "Errors.User.Machine.Secret.NotExisting");
  }
  // The vendor counts the check as an event of the user, even if it fails.
  state.happen(named.id);
  if (named.secret !== client.secret) throw new OAuthError("invalid_request", "Errors.User.Machine.Secret.Invalid");
  if (!named.active) throw new OAuthError("invalid_request", "the client's user is not active");
  return { user: named, clientId: client.id };
}

/** HTTP Basic credentials or members of the form, but not both (RFC 6749 §2.3, §2.3.1). */
function readClient(form: URLSearchParams, authorization: string | undefined): Client {
  const posted = { id: form.get("client_id"), secret: form.get("client_secret") };
  if (authorization === undefined) {
    if (posted.id !== null && posted.secret !== null) return { id: posted.id, secret: posted.secret, basic: false };
    throw new OAuthError("invalid_client", "the client does not authenticate", 401);
  }
  if (posted.secret !== null) throw new OAuthError("invalid_request", "the client authenticates in two ways");
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1] ?? "";
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  if (id === undefined || secret === undefined) {
    throw new OAuthError("invalid_client", "the client's credentials are not well formed", 401, CHALLENGE);
  }
  return { id: formDecoded(id), secret: formDecoded(secret), basic: true };
}

const CHALLENGE: Fields = [["www-authenticate", 'Basic realm="zitadel-reference"']];

/** A client that used HTTP Basic gets a challenge (RFC 6749 §5.2). */
function unknownClient({ basic }: Client): OAuthError {
  return new OAuthError("invalid_client", "the client is not known", 401, basic ? CHALLENGE : []);
}

/** Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
function formDecoded(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll("&", "%26")}`).get("value") ?? "";
}
