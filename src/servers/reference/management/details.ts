import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { TimestampSchema, type Timestamp as TimestampMessage } from "@bufbuild/protobuf/wkt";
import type { ObjectDetailsSchema } from "@zitadel/proto/zitadel/object_pb.js";
import type { Timestamp } from "../../../protocol/outcome.ts";
import type { Entry, Happened, User } from "../state.ts";

type Details = MessageInitShape<typeof ObjectDetailsSchema>;

/** The vendor's details of a change: number, time and owner. */
export function changed({ organisation }: User, { sequence, at }: Happened): Details {
  return { sequence, changeDate: timestamp(at), resourceOwner: organisation };
}

/** The same for what the vendor reports as a creation, even if the object existed before. */
export function created({ organisation }: User, { sequence, at }: Happened): Details {
  return { sequence, creationDate: timestamp(at), resourceOwner: organisation };
}

/** The vendor's details of a metadata entry. */
export function entryDetails({ sequence, created: creation, changed: change, owner }: Entry): Details {
  return { sequence, creationDate: timestamp(creation), changeDate: timestamp(change), resourceOwner: owner };
}

/** A time as a Timestamp message. */
function timestamp(at: Timestamp): TimestampMessage {
  return create(TimestampSchema, at);
}

/** A clock time, in milliseconds since the Unix epoch, as a Timestamp message. */
export function timestampOf(milliseconds: number): TimestampMessage {
  const seconds = Math.floor(milliseconds / 1000);
  return timestamp({ seconds: BigInt(seconds), nanos: Math.round((milliseconds - seconds * 1000) * 1e6) });
}
