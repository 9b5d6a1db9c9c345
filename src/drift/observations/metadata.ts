import type { StoredState } from "../../checks/check.ts";
import { POINTERS } from "../../contract/operation.ts";
import type { Metadata, Timestamp } from "../../protocol/outcome.ts";
import type { MemberValue, Observation } from "../observation.ts";
import { otherBytes, text } from "./value.ts";

/** The key and value of a request, to recognise the members that depend on the case. */
export interface Requested {
  readonly key: string;
  readonly storedState: StoredState;
}

/** Seconds of the last instant of the year 9999 (google/protobuf/timestamp.proto). */
const LAST_SECOND = 253_402_300_799n;
/** Seconds of the first instant of the year 1. */
const FIRST_SECOND = -62_135_596_800n;

/** The members of an entry over gRPC and gRPC-Web, by the pointers that they have over REST. */
export function messageObservations(metadata: Metadata | undefined, requested: Requested): readonly Observation[] {
  if (metadata === undefined) return [];
  const { key, value, details } = metadata;
  return [
    ...member(POINTERS.entry, { kind: "type", type: "message" }),
    ...member(POINTERS.key, key === undefined ? undefined : keyValue(key, requested)),
    ...member(POINTERS.value, value === undefined ? undefined : bytesValue(value, requested)),
    ...member(POINTERS.details, details === undefined ? undefined : { kind: "type", type: "message" }),
    ...member(POINTERS.sequence, sequenceValue(details?.sequence)),
    ...member(POINTERS.creationDate, timeValue(details?.creationDate)),
    ...member(POINTERS.changeDate, timeValue(details?.changeDate)),
    ...member(
      POINTERS.resourceOwner,
      details?.resourceOwner === undefined ? undefined : ownerValue(details.resourceOwner),
    ),
  ];
}

function member(pointer: string, value: MemberValue | undefined): readonly Observation[] {
  return value === undefined ? [] : [{ kind: "member", pointer, value }];
}

/** The key as it was echoed. */
export function keyValue(key: string, requested: Requested): MemberValue {
  return key === requested.key ? { kind: "requested-key" } : text(key);
}

/** The value: whether it is the stored one where that is known, else only its presence, because it is user data. */
export function bytesValue(value: Uint8Array, { storedState }: Requested): MemberValue {
  if (storedState.kind !== "value") return { kind: value.length === 0 ? "no-bytes" : "unknown-bytes" };
  return Buffer.compare(storedState.value, value) === 0 ? { kind: "stored-bytes" } : otherBytes(value);
}

/** The form of an owner: the id itself differs between instances. */
export function ownerValue(owner: string): MemberValue {
  if (owner === "") return { kind: "owner", form: "empty" };
  return { kind: "owner", form: /^[\w-]+$/.test(owner) ? "id" : "other" };
}

function sequenceValue(sequence: bigint | undefined): MemberValue | undefined {
  return sequence === undefined ? undefined : { kind: "uint64", quoted: false, zero: sequence === 0n };
}

function timeValue(time: Timestamp | undefined): MemberValue | undefined {
  if (time === undefined) return undefined;
  const inRange = time.seconds >= FIRST_SECOND && time.seconds <= LAST_SECOND;
  const isValid = inRange && time.nanos >= 0 && time.nanos <= 999_999_999;
  return { kind: "time", form: isValid ? "timestamp" : "out-of-range" };
}
