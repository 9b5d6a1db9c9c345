import type { JsonBody } from "../../protocol/outcome.ts";
import { isUint64 } from "../../contract/formats.ts";
import { decodeBase64 } from "../../protocol/base64.ts";
import { isJsonObject } from "../../contract/json-object.ts";
import { readTimestamp } from "../../protocol/timestamp.ts";
import type { RawObservations } from "./head.ts";
import { keyObservation, ownerObservation, valueObservation, type Asked } from "./metadata.ts";
import { textObservation } from "./value.ts";

/** Members of the details of an error that are texts for people, or places in the vendor's source. */
const TEXTS = /^\/(message|details\/\d+\/(@type|id|message))$/;

/** Every member of a JSON body, by its pointer (RFC 6901). */
export function jsonObservations(body: JsonBody, length: number, asked: Asked): RawObservations {
  if (length === 0) return { body: "empty" };
  if (body.problem !== undefined) return { body: body.problem };
  const observations: Record<string, string> = {};
  walk(body.value, "", asked, observations);
  return observations;
}

function walk(value: unknown, pointer: string, asked: Asked, observations: Record<string, string>): void {
  const name = pointer === "" ? "body" : `body ${pointer}`;
  observations[name] = leaf(value, pointer, asked);
  if (isJsonObject(value)) {
    for (const [member, inner] of Object.entries(value))
      walk(inner, `${pointer}/${escape(member)}`, asked, observations);
  }
  // Of other lists only the types of their items are of interest: they may be long.
  if (Array.isArray(value) && pointer === "/details") {
    value.forEach((item, at) => {
      walk(item, `${pointer}/${String(at)}`, asked, observations);
    });
  }
}

function leaf(value: unknown, pointer: string, asked: Asked): string {
  if (typeof value === "string") return stringObservation(value, pointer, asked);
  if (Array.isArray(value)) return arrayObservation(value, pointer);
  return typeName(value);
}

function stringObservation(value: string, pointer: string, asked: Asked): string {
  switch (pointer) {
    case "/metadata/key":
      return keyObservation(value, asked);
    case "/metadata/value": {
      const bytes = decodeBase64(value);
      return bytes === undefined ? "string that is not base64" : valueObservation(bytes, asked);
    }
    case "/metadata/details/sequence":
      return isUint64(value) ? `uint64 string${value === "0" ? ", zero" : ""}` : "string";
    case "/metadata/details/creationDate":
    case "/metadata/details/changeDate":
      return timeObservation(value);
    case "/metadata/details/resourceOwner":
      return ownerObservation(value);
    default:
      return TEXTS.test(pointer) ? textObservation(value) : "string";
  }
}

/** A time by its form: how many decimals it has is the vendor's own choice. */
function timeObservation(value: string): string {
  if (readTimestamp(value) === undefined) return "string";
  return value.endsWith("Z") ? "RFC 3339 UTC" : "RFC 3339 with an offset";
}

function arrayObservation(items: readonly unknown[], pointer: string): string {
  if (pointer === "/details") return "array";
  return ["array of", [...new Set(items.map(typeName))].sort().join(", ") || "nothing"].join(" ");
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function escape(member: string): string {
  return member.replaceAll("~", "~0").replaceAll("/", "~1");
}
