import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet, type JWTPayload } from "jose";

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const ALGORITHM = "RS256";
const KEY_ID = "reference-1";

let made: Promise<SigningKey> | undefined;

/** The key of this process, created on first use, because that takes a while. */
function signingKey(): Promise<SigningKey> {
  made ??= generateKeyPair(ALGORITHM, { extractable: true });
  return made;
}

/** The public keys for the server's signatures (RFC 7517 §5). */
export async function publicKeys(): Promise<JSONWebKeySet> {
  const { publicKey } = await signingKey();
  return { keys: [{ ...(await exportJWK(publicKey)), use: "sig", kid: KEY_ID, alg: ALGORITHM }] };
}

/** Signs claims as a JWT (RFC 7519). */
export async function sign(claims: JWTPayload): Promise<string> {
  const { privateKey } = await signingKey();
  return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: "JWT" }).sign(privateKey);
}
