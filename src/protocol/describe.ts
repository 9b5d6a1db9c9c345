import { mediaType, type WireResponse } from "./exchange.ts";

/** Describes an answer in a few words: `HTTP 301 with text/html`. */
export function describeResponse(response: WireResponse): string {
  return describeWith(response, response.body.length === 0 ? " and no content" : "");
}

/** The same of an answer whose lack of content says nothing, such as one to HEAD. */
export function describeHead(response: WireResponse): string {
  return describeWith(response, "");
}

function describeWith(response: WireResponse, size: string): string {
  const type = mediaType(response.headers);
  const content = type === undefined || type === "" ? "no media type" : type;
  return `HTTP ${String(response.status)} with ${content}${size}${response.incomplete ? ", cut off" : ""}`;
}
