import type { Details, Metadata } from "../../contract/outcome.ts";
import { decodeBase64 } from "../base64.ts";
import { readTimestamp } from "../timestamp.ts";

/** The members of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object, which an array and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the documented members of a metadata entry; one that is absent or of another form is undefined. */
export function readMetadata(value: unknown): Metadata | undefined {
  if (!isJsonObject(value)) return undefined;
  const bytes = own(value, "value");
  return {
    key: readString(own(value, "key")),
    value: typeof bytes === "string" ? decodeBase64(bytes) : undefined,
    details: readDetails(own(value, "details")),
  };
}

function readDetails(value: unknown): Details | undefined {
  if (!isJsonObject(value)) return undefined;
  return {
    sequence: readUint64(own(value, "sequence")),
    creationDate: readTimestamp(own(value, "creationDate")),
    changeDate: readTimestamp(own(value, "changeDate")),
    resourceOwner: readString(own(value, "resourceOwner")),
  };
}

/** A member that the object has itself: `constructor` is none of an empty object's. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value if it is a string. */
export function readString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** ProtoJSON writes a 64-bit integer as a decimal string and reads a number too (ProtoJSON format, "int64, fixed64, uint64"). */
function readUint64(value: unknown): bigint | undefined {
  if (typeof value === "string") return /^[0-9]{1,20}$/.test(value) ? BigInt(value) : undefined;
  return typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : undefined;
}
