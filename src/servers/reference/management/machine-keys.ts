import { createPublicKey, generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  AddMachineKeyRequest,
  AddMachineKeyResponseSchema,
  GenerateMachineSecretRequest,
  GenerateMachineSecretResponseSchema,
  RemoveMachineKeyRequest,
  RemoveMachineKeyResponseSchema,
} from "@zitadel/proto/zitadel/management_pb.js";
import { changed, created } from "./details.ts";
import { expiryOf } from "./expiry.ts";
import type { Situation } from "./operation.ts";
import { Refused } from "./refused.ts";
import { ownerOf } from "./users.ts";

const RSA_BITS = 2048;

/** Creates a client secret for a user, which replaces an earlier one. The user's name is the client id. */
export function generateMachineSecret(
  { userId }: GenerateMachineSecretRequest,
  { state }: Situation,
): MessageInitShape<typeof GenerateMachineSecretResponseSchema> {
  const clientSecret = randomBytes(32).toString("hex");
  const user = state.changeUser(ownerOf(state, userId), { secret: clientSecret });
  const details = created(user, { sequence: user.sequence, at: user.changed });
  return { clientId: user.userName, clientSecret, details };
}

/**
 * Adds a key to a user: a new pair, or the public key in the request. The answer has the vendor's key file with the
 * private key.
 */
export async function addMachineKey(
  { userId, expirationDate, publicKey }: AddMachineKeyRequest,
  { state }: Situation,
): Promise<MessageInitShape<typeof AddMachineKeyResponseSchema>> {
  const expires = expiryOf(expirationDate, state);
  ownerOf(state, userId);
  const pair = publicKey.length > 0 ? { publicKey: readPublicKey(publicKey), privateKey: undefined } : await makePair();
  const id = state.newId();
  const user = ownerOf(state, userId);
  state.keys.set(id, { id, userId, publicKey: pair.publicKey, expires });
  const keyDetails = pair.privateKey === undefined ? "" : keyFile(id, pair.privateKey, expires, userId);
  return { keyId: id, keyDetails: Buffer.from(keyDetails), details: created(user, state.happen(userId)) };
}

/** Removes a key, and the tokens that were issued for it. */
export function removeMachineKey(
  { userId, keyId }: RemoveMachineKeyRequest,
  { state }: Situation,
): MessageInitShape<typeof RemoveMachineKeyResponseSchema> {
  if (state.keys.get(keyId)?.userId !== userId) throw new Refused({ code: 5, text: "no-such-key" });
  state.keys.delete(keyId);
  state.removeTokens(({ key }) => key === keyId);
  return { details: changed(ownerOf(state, userId), state.happen(userId)) };
}

/** The vendor's key file for a service user's key of type KEY_TYPE_JSON. */
function keyFile(keyId: string, key: string, expires: number, userId: string): string {
  const expirationDate = new Date(expires).toISOString();
  return JSON.stringify({ type: "serviceaccount", keyId, key, expirationDate, userId });
}

/** Creates an RSA key pair, the private key in PKCS #1 like the vendor's (RFC 8017 §A.1.2). It takes a while. */
async function makePair(): Promise<{ publicKey: string; privateKey: string }> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: RSA_BITS });
  return {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
}

function readPublicKey(pem: Uint8Array): string {
  try {
    const key = createPublicKey(Buffer.from(pem));
    if (key.asymmetricKeyType === "rsa") return key.export({ type: "spki", format: "pem" }).toString();
  } catch {
    // What is no key is refused like one of another kind.
  }
  throw new Refused({ code: 3, text: "bad-public-key" });
}
