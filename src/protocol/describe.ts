import { mediaType, type WireResponse } from "./exchange.ts";

/** Describes an answer in a few words: `HTTP 301 with text/html`. */
export function describeResponse(response: WireResponse): string {
  const type = mediaType(response.headers);
  const content = type === undefined || type === "" ? "no media type" : type;
  const size = response.body.length === 0 ? " and no content" : "";
  return `HTTP ${String(response.status)} with ${content}${size}${response.incomplete ? ", cut off" : ""}`;
}
