import { mediaType, type WireResponse } from "../exchange.ts";
import { isJsonObject, type JsonObject } from "../../contract/json-object.ts";

/** The JSON object that an answer holds, or undefined when it holds none. */
export function jsonObjectOf({ headers, body }: WireResponse): JsonObject | undefined {
  if (mediaType(headers) !== "application/json") return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
