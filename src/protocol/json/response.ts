import { mediaType, type WireResponse } from "../exchange.ts";
import { isJsonObject, type JsonObject } from "../../contract/json-object.ts";

/** The JSON object in an answer, or undefined when there is none. */
export function jsonObjectOf({ headers, body }: WireResponse): JsonObject | undefined {
  if (mediaType(headers) !== "application/json") return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
