import type { Holding } from "../../checks/check.ts";
import type { Metadata, Timestamp } from "../../protocol/outcome.ts";
import type { RawFacets } from "./head.ts";
import { bytesFacet, textFacet } from "./value.ts";

/** What was asked for, by which the members that a case owns are recognised. */
export interface Asked {
  readonly key: string;
  readonly holding: Holding;
}

/** Seconds of the last instant of the year 9999 (google/protobuf/timestamp.proto). */
const LAST_SECOND = 253_402_300_799n;
/** Seconds of the first instant of the year 1. */
const FIRST_SECOND = -62_135_596_800n;

/** The members of an entry over gRPC and gRPC-Web, by the names that they have over REST. */
export function messageFacets(metadata: Metadata | undefined, asked: Asked): RawFacets {
  if (metadata === undefined) return {};
  const { key, value, details } = metadata;
  return {
    "body /metadata": "message",
    "body /metadata/key": key === undefined ? undefined : keyFacet(key, asked),
    "body /metadata/value": value === undefined ? undefined : valueFacet(value, asked),
    "body /metadata/details": details === undefined ? undefined : "message",
    "body /metadata/details/sequence":
      details?.sequence === undefined ? undefined : details.sequence === 0n ? "uint64, zero" : "uint64",
    "body /metadata/details/creationDate": timeFacet(details?.creationDate),
    "body /metadata/details/changeDate": timeFacet(details?.changeDate),
    "body /metadata/details/resourceOwner":
      details?.resourceOwner === undefined ? undefined : ownerFacet(details.resourceOwner),
  };
}

/** The key as it was echoed. */
export function keyFacet(key: string, asked: Asked): string {
  return key === asked.key ? "as asked" : textFacet(key);
}

/** A value where it is not known what is stored: it says nothing against one that is as stored. */
export const SOME_VALUE = "bytes";
/** A value that is what is stored. */
export const AS_STORED = "as stored";

/** The value: as stored or not where that is known, else only that there is one: it is a user's own. */
export function valueFacet(value: Uint8Array, { holding }: Asked): string {
  if (holding.kind !== "value") return value.length === 0 ? "no bytes" : SOME_VALUE;
  return Buffer.compare(holding.value, value) === 0 ? AS_STORED : `other bytes than stored, ${bytesFacet(value)}`;
}

/** An owner by its form: which one it is differs from instance to instance. */
export function ownerFacet(owner: string): string {
  if (owner === "") return "empty string";
  return /^[\w-]+$/.test(owner) ? "id string" : "string that is no id";
}

function timeFacet(time: Timestamp | undefined): string | undefined {
  if (time === undefined) return undefined;
  const inRange = time.seconds >= FIRST_SECOND && time.seconds <= LAST_SECOND;
  return inRange && time.nanos >= 0 && time.nanos <= 999_999_999 ? "timestamp" : "timestamp out of range";
}
