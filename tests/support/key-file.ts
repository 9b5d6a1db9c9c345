import { createPrivateKey } from "node:crypto";
import { SignJWT, type JWTPayload } from "jose";

/** A service user's key file, as the vendor gives it out. */
export interface KeyFile {
  readonly type: string;
  readonly keyId: string;
  /** PEM. */
  readonly key: string;
  readonly userId: string;
}

/** The key file in an answer, which has it in base64. */
export function readKeyFile(base64: string): KeyFile {
  return JSON.parse(Buffer.from(base64, "base64").toString()) as KeyFile;
}

/** What a test changes of an assertion. */
export interface AssertionParts {
  readonly claims?: JWTPayload;
  readonly kid?: string;
  /** PEM. */
  readonly key?: string;
  /** Milliseconds since the Unix epoch. */
  readonly now?: number;
}

/** An assertion as a client of the vendor's makes it (RFC 7523 §3). */
export function assertionOf(file: KeyFile, audience: string, parts: AssertionParts = {}): Promise<string> {
  const { claims = {}, kid = file.keyId, key = file.key, now = Date.now() } = parts;
  const seconds = Math.floor(now / 1000);
  const usual = { iss: file.userId, sub: file.userId, aud: audience, iat: seconds, exp: seconds + 60 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: "RS256", kid }).sign(createPrivateKey(key));
}
