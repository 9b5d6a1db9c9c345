import { ScalarType, type DescMessage } from "@bufbuild/protobuf";
import { isBase64 } from "../../../contract/formats.ts";

/**
 * True when every field of bytes in a message's JSON is base64: standard or URL-safe, with or without padding
 * (ProtoJSON, "JSON Options"). The ProtoJSON library skips some characters that are not base64; the vendor's does not.
 */
export function hasGoodBytes(message: DescMessage, json: unknown): boolean {
  if (typeof json !== "object" || json === null) return true;
  const members = json as Readonly<Record<string, unknown>>;
  return message.fields.every((field) => {
    const value = members[field.jsonName] ?? members[field.name];
    if (field.fieldKind === "list" && field.listKind === "message") {
      return !Array.isArray(value) || value.every((item) => hasGoodBytes(field.message, item));
    }
    if (field.fieldKind === "message") return hasGoodBytes(field.message, value);
    const isBytes = field.fieldKind === "scalar" && field.scalar === ScalarType.BYTES;
    return !isBytes || typeof value !== "string" || isAnyBase64(value);
  });
}

/** Base64 in any form that ProtoJSON accepts. */
export function isAnyBase64(text: string): boolean {
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  const missing = text.includes("=") ? 0 : (4 - (text.length % 4)) % 4;
  return isBase64(standard + "=".repeat(missing));
}
