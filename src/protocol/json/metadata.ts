import { MEMBERS } from "../../contract/operation.ts";
import { isJsonObject, own, readString } from "../../contract/json-object.ts";
import type { Details, Metadata } from "../outcome.ts";
import { decodeBase64 } from "../base64.ts";
import { readTimestamp } from "../timestamp.ts";

/** Reads the documented members of a metadata entry; one that is absent or malformed is undefined. */
export function readMetadata(value: unknown): Metadata | undefined {
  if (!isJsonObject(value)) return undefined;
  const bytes = own(value, MEMBERS.value);
  return {
    key: readString(own(value, MEMBERS.key)),
    value: typeof bytes === "string" ? decodeBase64(bytes) : undefined,
    details: readDetails(own(value, MEMBERS.details)),
  };
}

function readDetails(value: unknown): Details | undefined {
  if (!isJsonObject(value)) return undefined;
  return {
    sequence: readUint64(own(value, MEMBERS.sequence)),
    creationDate: readTimestamp(own(value, MEMBERS.creationDate)),
    changeDate: readTimestamp(own(value, MEMBERS.changeDate)),
    resourceOwner: readString(own(value, MEMBERS.resourceOwner)),
  };
}

/**
 * ProtoJSON writes a 64-bit integer as a decimal string, and readers also accept a number (ProtoJSON format, "int64,
 * fixed64, uint64").
 */
function readUint64(value: unknown): bigint | undefined {
  if (typeof value === "string") return /^[0-9]{1,20}$/.test(value) ? BigInt(value) : undefined;
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : undefined;
}
