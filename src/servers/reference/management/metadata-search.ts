import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  GetUserMetadataRequest,
  GetUserMetadataResponseSchema,
  ListUserMetadataRequest,
  ListUserMetadataResponseSchema,
} from "@zitadel/proto/zitadel/management_pb.js";
import type { MetadataQuery, MetadataSchema } from "@zitadel/proto/zitadel/metadata_pb.js";
import type { Entry } from "../state.ts";
import { entryDetails } from "./details.ts";
import { listDetails, page } from "./list.ts";
import type { Situation } from "./operation.ts";
import { Refused } from "./refused.ts";
import { matchesText } from "./text-query.ts";

/** One entry, as reads show it. */
export function getUserMetadata(
  { id, key }: GetUserMetadataRequest,
  { state }: Situation,
): MessageInitShape<typeof GetUserMetadataResponseSchema> {
  const entry = state.users.seen(id)?.entries.seen(key);
  if (entry === undefined) throw new Refused({ code: 5, text: "missing-entry" });
  return { metadata: entryMessage(entry) };
}

/** A user's entries that match every query, as reads show them, by key. */
export function listUserMetadata(
  { id, query, queries }: ListUserMetadataRequest,
  { state }: Situation,
): MessageInitShape<typeof ListUserMetadataResponseSchema> {
  const entries = state.users.seen(id)?.entries.allSeen() ?? [];
  const found = entries
    .filter((entry) => queries.every((each) => picks(each, entry)))
    .sort((one, two) => (one.key < two.key ? -1 : 1));
  return { details: listDetails(state, found), result: page(found, query).map(entryMessage) };
}

function picks({ query }: MetadataQuery, { key }: Entry): boolean {
  if (query.case !== "keyQuery") throw new Refused({ code: 12, text: "unsupported" });
  return matchesText(key, query.value.key, query.value.method);
}

function entryMessage(entry: Entry): MessageInitShape<typeof MetadataSchema> {
  return { key: entry.key, value: new Uint8Array(entry.value), details: entryDetails(entry) };
}
