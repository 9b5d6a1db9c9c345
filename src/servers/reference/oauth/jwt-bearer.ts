import { createPublicKey } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import type { MachineKey, State } from "../state.ts";
import type { Grant } from "./issue.ts";
import { OAuthError } from "./oauth-error.ts";

/** The vendor's limits for the age of an assertion and the clock difference. */
const OLDEST = "1h";
const TOLERANCE = "1s";

/**
 * The grant of an assertion that a service user signed with its key (RFC 7523 §2.1, §3): it is issuer and subject, and
 * the server is the audience. An unknown key gets 500 and server_error, as from the vendor.
 */
export async function jwtBearer(form: URLSearchParams, issuer: string, state: State): Promise<Grant> {
  const assertion = form.get("assertion");
  if (assertion === null) throw new OAuthError("invalid_request", "assertion is missing");
  const key = state.credential(state.keys, keyIdOf(assertion));
  const user = key === undefined ? undefined : state.credential(state.users, key.userId);
  if (key === undefined || user === undefined || key.expires <= state.now()) {
    throw new OAuthError("server_error", "the key of the assertion is not known", 500);
  }
  await verify(assertion, key, issuer, state);
  if (!user.active) throw new OAuthError("invalid_grant", "the user is not active");
  return { user, clientId: user.id, key: key.id };
}

function keyIdOf(assertion: string): string {
  try {
    return decodeProtectedHeader(assertion).kid ?? "";
  } catch {
    throw new OAuthError("invalid_grant", "the assertion is not a JWT");
  }
}

async function verify(assertion: string, key: MachineKey, issuer: string, state: State): Promise<void> {
  try {
    await jwtVerify(assertion, createPublicKey(key.publicKey), {
      algorithms: ["RS256"],
      issuer: key.userId,
      subject: key.userId,
      audience: issuer,
      requiredClaims: ["exp", "iat"],
      maxTokenAge: OLDEST,
      clockTolerance: TOLERANCE,
      currentDate: new Date(state.now()),
    });
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw new OAuthError("invalid_grant", `the assertion is not valid (${error.code})`);
  }
}
