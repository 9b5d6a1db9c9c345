import type { StoredState } from "../../checks/check.ts";
import type { Metadata, Timestamp } from "../../protocol/outcome.ts";
import type { RawObservations } from "./head.ts";
import { bytesObservation, textObservation } from "./value.ts";

/** What was asked for, by which the members that a case owns are recognised. */
export interface Asked {
  readonly key: string;
  readonly storedState: StoredState;
}

/** Seconds of the last instant of the year 9999 (google/protobuf/timestamp.proto). */
const LAST_SECOND = 253_402_300_799n;
/** Seconds of the first instant of the year 1. */
const FIRST_SECOND = -62_135_596_800n;

/** The members of an entry over gRPC and gRPC-Web, by the names that they have over REST. */
export function messageObservations(metadata: Metadata | undefined, asked: Asked): RawObservations {
  if (metadata === undefined) return {};
  const { key, value, details } = metadata;
  return {
    "body /metadata": "message",
    "body /metadata/key": key === undefined ? undefined : keyObservation(key, asked),
    "body /metadata/value": value === undefined ? undefined : valueObservation(value, asked),
    "body /metadata/details": details === undefined ? undefined : "message",
    "body /metadata/details/sequence":
      details?.sequence === undefined ? undefined : details.sequence === 0n ? "uint64, zero" : "uint64",
    "body /metadata/details/creationDate": timeObservation(details?.creationDate),
    "body /metadata/details/changeDate": timeObservation(details?.changeDate),
    "body /metadata/details/resourceOwner":
      details?.resourceOwner === undefined ? undefined : ownerObservation(details.resourceOwner),
  };
}

/** The key as it was echoed. */
export function keyObservation(key: string, asked: Asked): string {
  return key === asked.key ? "as asked" : textObservation(key);
}

/** A value where it is not known what is stored: it says nothing against one that is as stored. */
export const SOME_VALUE = "bytes";
/** A value that is what is stored. */
export const AS_STORED = "as stored";

/** The value: as stored or not where that is known, else only that there is one: it is a user's own. */
export function valueObservation(value: Uint8Array, { storedState }: Asked): string {
  if (storedState.kind !== "value") return value.length === 0 ? "no bytes" : SOME_VALUE;
  return Buffer.compare(storedState.value, value) === 0
    ? AS_STORED
    : `other bytes than stored, ${bytesObservation(value)}`;
}

/** An owner by its form: which one it is differs from instance to instance. */
export function ownerObservation(owner: string): string {
  if (owner === "") return "empty string";
  return /^[\w-]+$/.test(owner) ? "id string" : "string that is no id";
}

function timeObservation(time: Timestamp | undefined): string | undefined {
  if (time === undefined) return undefined;
  const inRange = time.seconds >= FIRST_SECOND && time.seconds <= LAST_SECOND;
  return inRange && time.nanos >= 0 && time.nanos <= 999_999_999 ? "timestamp" : "timestamp out of range";
}
