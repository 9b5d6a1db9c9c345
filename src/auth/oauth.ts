import { SignJWT } from "jose";
import { createPrivateKey } from "node:crypto";
import {
  allowInsecureRequests,
  ClientSecretPost,
  clientCredentialsGrant,
  customFetch,
  discovery,
  genericGrantRequest,
  type ClientAuth,
  type Configuration,
} from "openid-client";
import type { Access, KeyFile, TokenSettings } from "../target/access.ts";
import type { Connection } from "../transports/transport.ts";
import { fetchOver } from "./fetch.ts";

/** An access token and when it expires. */
export interface Token {
  readonly value: string;
  /** Lifetime in seconds, when the server states it. */
  readonly lifetime: number | undefined;
}

/** Access that needs a grant. */
export type GrantAccess = Exclude<Access, { kind: "token" }>;

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/** An assertion is used at once. */
const ASSERTION_LIFETIME = "5 minutes";
/** Clock difference to allow, in milliseconds. */
const CLOCK_LEEWAY = 60_000;

/** The assertion alone identifies the client (RFC 7523 §2.1 makes client authentication optional). */
const NO_CLIENT: ClientAuth = () => undefined;

/**
 * Gets a new access token from the issuer's token endpoint, with client credentials (RFC 6749 §4.4) or with an
 * assertion signed by the service account's key (RFC 7523 §2.1; ZITADEL, "Private Key JWT Authentication"). Rejects
 * with a TokenRefused, a TransportError, a BlockedError, or an error from the library when there is no discovery
 * document.
 */
export async function grant(access: GrantAccess, settings: TokenSettings, connection: Connection): Promise<Token> {
  const config = await discover(access, settings, connection);
  const { scope } = settings;
  const answer =
    access.kind === "client"
      ? await clientCredentialsGrant(config, { scope })
      : await genericGrantRequest(config, JWT_BEARER, {
          scope,
          assertion: await signAssertion(access.file, config.serverMetadata().issuer),
        });
  return { value: answer.access_token, lifetime: answer.expires_in };
}

function discover(access: GrantAccess, { issuer }: TokenSettings, connection: Connection): Promise<Configuration> {
  const [id, auth] =
    access.kind === "client" ? [access.id, ClientSecretPost(access.secret)] : [access.file.userId, NO_CLIENT];
  return discovery(new URL(issuer), id, undefined, auth, {
    [customFetch]: fetchOver(connection, issuer),
    // An http address in the settings is a choice to do without TLS.
    execute: issuer.startsWith("http:") ? [allowInsecureRequests] : [],
  });
}

/** The assertion that proves a service account's identity to an issuer (RFC 7523 §3). */
export async function signAssertion({ keyId, key, userId }: KeyFile, issuer: string): Promise<string> {
  return (
    new SignJWT()
      .setProtectedHeader({ alg: "RS256", kid: keyId })
      .setIssuer(userId)
      .setSubject(userId)
      .setAudience(issuer)
      // A clock that is a little ahead of the server's would make it a token of the future.
      .setIssuedAt(new Date(Date.now() - CLOCK_LEEWAY))
      .setExpirationTime(ASSERTION_LIFETIME)
      .sign(createPrivateKey(key))
  );
}
