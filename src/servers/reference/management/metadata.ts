import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  BulkRemoveUserMetadataRequest,
  BulkRemoveUserMetadataResponseSchema,
  BulkSetUserMetadataRequest,
  BulkSetUserMetadataResponseSchema,
  RemoveUserMetadataRequest,
  RemoveUserMetadataResponseSchema,
  SetUserMetadataRequest,
  SetUserMetadataResponseSchema,
} from "@zitadel/proto/zitadel/management_pb.js";
import type { Timestamp } from "../../../protocol/outcome.ts";
import type { Entry, User } from "../state.ts";
import { changed, created } from "./details.ts";
import type { Situation } from "./operation.ts";
import { Refused } from "./refused.ts";
import { ownerOf } from "./users.ts";

/** Stores a value. Storing an unchanged value has no effect, except in releases that write it again. */
export function setUserMetadata(
  { id, key, value }: SetUserMetadataRequest,
  situation: Situation,
): MessageInitShape<typeof SetUserMetadataResponseSchema> {
  const user = ownerOf(situation.state, id);
  const { sequence, changed: at } = write(situation, user, key, value, situation.state.time());
  return { details: created(user, { sequence, at }) };
}

/** Stores several values with one time. */
export function bulkSetUserMetadata(
  { id, metadata }: BulkSetUserMetadataRequest,
  situation: Situation,
): MessageInitShape<typeof BulkSetUserMetadataResponseSchema> {
  const user = ownerOf(situation.state, id);
  const time = situation.state.time();
  const last = metadata.map(({ key, value }) => write(situation, user, key, value, time)).at(-1);
  if (last === undefined) throw new Refused({ code: 9, text: "no-metadata" });
  return { details: changed(user, { sequence: last.sequence, at: last.changed }) };
}

function write({ state, rewrites }: Situation, user: User, key: string, value: Uint8Array, time: Timestamp): Entry {
  const stored = user.entries.get(key);
  if (stored?.value.equals(value) === true && !rewrites) return stored;
  return state.put(user, key, Buffer.from(value), state.happen(user.id, time));
}

/** Removes an entry. */
export function removeUserMetadata(
  { id, key }: RemoveUserMetadataRequest,
  { state }: Situation,
): MessageInitShape<typeof RemoveUserMetadataResponseSchema> {
  const user = ownerOf(state, id);
  if (!user.entries.has(key)) throw new Refused({ code: 5, text: "nothing-to-remove" });
  user.entries.delete(key);
  return { details: changed(user, state.happen(id)) };
}

/** Removes several entries with one time, all of them or none. */
export function bulkRemoveUserMetadata(
  { id, keys }: BulkRemoveUserMetadataRequest,
  { state }: Situation,
): MessageInitShape<typeof BulkRemoveUserMetadataResponseSchema> {
  if (keys.length === 0) throw new Refused({ code: 9, text: "no-metadata" });
  const user = ownerOf(state, id);
  if (!keys.every((key) => user.entries.has(key))) throw new Refused({ code: 5, text: "nothing-to-remove" });
  const time = state.time();
  let happened = { sequence: 0n, at: time };
  for (const key of keys) {
    user.entries.delete(key);
    happened = state.happen(id, time);
  }
  return { details: changed(user, happened) };
}
