import { mediaType, type WireResponse } from "../contract/exchange.ts";

/** A JSON object by its members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object that an answer holds, or undefined when it holds none. */
export function jsonObjectOf({ headers, body }: WireResponse): JsonObject | undefined {
  if (mediaType(headers) !== "application/json") return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
