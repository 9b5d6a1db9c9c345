import { createPrivateKey } from "node:crypto";
import { isJsonObject, type JsonObject } from "../contract/json-object.ts";
import type { KeyFile } from "../target/access.ts";

/**
 * Reads the text of a service account's key file from ZITADEL: `{"type":"serviceaccount","keyId","key","userId"}`. When
 * it is not one, returns the problem in a few words that never quote the file.
 */
export function parseKeyFile(text: string): KeyFile | string {
  const members = parse(text);
  if (members === undefined) return "is not JSON";
  const { type, keyId, key, userId } = members;
  if (type !== "serviceaccount") return 'is not the key file of a service account ("type" is not "serviceaccount")';
  if (typeof keyId !== "string" || typeof key !== "string" || typeof userId !== "string") {
    return "lacks keyId, key or userId";
  }
  return isPrivateKey(key) ? { keyId, key, userId } : "holds a key that is not a private RSA key in PEM";
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
