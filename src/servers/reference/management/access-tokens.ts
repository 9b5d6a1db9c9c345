import { randomBytes } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  AddPersonalAccessTokenRequest,
  AddPersonalAccessTokenResponseSchema,
  RemovePersonalAccessTokenRequest,
  RemovePersonalAccessTokenResponseSchema,
} from "@zitadel/proto/zitadel/management_pb.js";
import { changed, created } from "./details.ts";
import { expiryOf } from "./expiry.ts";
import type { Situation } from "./operation.ts";
import { Refused } from "./refused.ts";
import { ownerOf } from "./users.ts";

/** Issues a personal access token, which the API accepts until its expiry. */
export function addPersonalAccessToken(
  { userId, expirationDate }: AddPersonalAccessTokenRequest,
  { state }: Situation,
): MessageInitShape<typeof AddPersonalAccessTokenResponseSchema> {
  const expires = expiryOf(expirationDate, state);
  const user = ownerOf(state, userId);
  const [tokenId, token] = [state.newId(), `pat-${randomBytes(24).toString("hex")}`];
  state.tokens.set(token, { user, expires, id: tokenId });
  return { tokenId, token, details: created(user, state.happen(userId)) };
}

/** Removes a personal access token before its expiry. */
export function removePersonalAccessToken(
  { userId, tokenId }: RemovePersonalAccessTokenRequest,
  { state }: Situation,
): MessageInitShape<typeof RemovePersonalAccessTokenResponseSchema> {
  const [found] = [...state.tokens].filter(([, { id, user }]) => id === tokenId && user.id === userId);
  if (found === undefined) throw new Refused({ code: 5, text: "no-such-token" });
  const [value, { user }] = found;
  state.tokens.delete(value);
  return { details: changed(user, state.happen(userId)) };
}
