import { isUint64 } from "../../contract/formats.ts";
import { isJsonObject } from "../../contract/json-object.ts";
import { POINTERS } from "../../contract/operation.ts";
import { decodeBase64 } from "../../protocol/base64.ts";
import type { JsonBody } from "../../protocol/outcome.ts";
import { readTimestamp } from "../../protocol/timestamp.ts";
import type { MemberValue, Observation } from "../observation.ts";
import { bytesValue, keyValue, ownerValue, type Requested } from "./metadata.ts";
import { text } from "./value.ts";

/** Members of error details that are texts for people or places in the vendor's source. */
const TEXTS = /^\/(message|details\/\d+\/(@type|id|message))$/;

/** Every member of a JSON body, by its pointer (RFC 6901). */
export function jsonObservations(body: JsonBody, length: number, requested: Requested): readonly Observation[] {
  if (length === 0) return [member("", { kind: "empty" })];
  if (body.problem !== undefined) return [member("", { kind: "unreadable", problem: body.problem })];
  return walk(body.value, "", requested);
}

function member(pointer: string, value: MemberValue): Observation {
  return { kind: "member", pointer, value };
}

function walk(value: unknown, pointer: string, requested: Requested): readonly Observation[] {
  return [
    member(pointer, leaf(value, pointer, requested)),
    ...children(value, pointer).flatMap(([name, inner]) => walk(inner, `${pointer}/${escape(name)}`, requested)),
  ];
}

function children(value: unknown, pointer: string): readonly (readonly [name: string, value: unknown])[] {
  if (isJsonObject(value)) return Object.entries(value);
  // Other lists may be long, so only the types of their items count.
  return Array.isArray(value) && pointer === "/details" ? value.map((item, at) => [String(at), item]) : [];
}

function leaf(value: unknown, pointer: string, requested: Requested): MemberValue {
  if (typeof value === "string") return stringValue(value, pointer, requested);
  if (Array.isArray(value) && pointer !== "/details") {
    return { kind: "array-of", types: [...new Set(value.map(jsonType))].sort() };
  }
  return { kind: "type", type: jsonType(value) };
}

function stringValue(value: string, pointer: string, requested: Requested): MemberValue {
  switch (pointer) {
    case POINTERS.key:
      return keyValue(value, requested);
    case POINTERS.value: {
      const bytes = decodeBase64(value);
      return bytes === undefined ? { kind: "not-base64" } : bytesValue(bytes, requested);
    }
    case POINTERS.sequence:
      return isUint64(value) ? { kind: "uint64", quoted: true, zero: value === "0" } : STRING;
    case POINTERS.creationDate:
    case POINTERS.changeDate:
      if (readTimestamp(value) === undefined) return STRING;
      return { kind: "time", form: value.endsWith("Z") ? "utc" : "offset" };
    case POINTERS.resourceOwner:
      return ownerValue(value);
    default:
      return TEXTS.test(pointer) ? text(value) : STRING;
  }
}

const STRING: MemberValue = { kind: "type", type: "string" };

function jsonType(value: unknown): "object" | "array" | "string" | "number" | "boolean" | "null" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}

function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
