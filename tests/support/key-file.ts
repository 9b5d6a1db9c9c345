import { createPrivateKey } from "node:crypto";
import { SignJWT, type JWTPayload } from "jose";

/** A service user's key file in the vendor's form. */
export interface KeyFile {
  readonly type: string;
  readonly keyId: string;
  /** PEM. */
  readonly key: string;
  readonly userId: string;
}

/** The key file in an answer, which contains it in base64. */
export function readKeyFile(base64: string): KeyFile {
  return JSON.parse(Buffer.from(base64, "base64").toString()) as KeyFile;
}

/** A test's changes to an assertion. */
export interface AssertionParts {
  readonly claims?: JWTPayload;
  readonly kid?: string;
  /** PEM. */
  readonly key?: string;
  /** Milliseconds since the Unix epoch. */
  readonly now?: number;
}

/** An assertion like that of the vendor's clients (RFC 7523 §3). */
export function assertionOf(file: KeyFile, audience: string, parts: AssertionParts = {}): Promise<string> {
  const { claims = {}, kid = file.keyId, key = file.key, now = Date.now() } = parts;
  const seconds = Math.floor(now / 1000);
  const usual = { iss: file.userId, sub: file.userId, aud: audience, iat: seconds, exp: seconds + 60 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: "RS256", kid }).sign(createPrivateKey(key));
}
