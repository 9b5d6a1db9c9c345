import type { WireResponse } from "../../protocol/exchange.ts";
import { jsonObjectOf } from "../../protocol/json/response.ts";
import { frontName, lacksVendorMarks } from "./names.ts";

/** True for a success over REST whose content is an error (google.rpc.Status). */
export function hasErrorAsSuccess(response: WireResponse): boolean {
  const json = response.status < 300 ? jsonObjectOf(response) : undefined;
  return typeof json?.["code"] === "number" && typeof json["message"] === "string";
}

/**
 * True where an intermediary made a success of an error: the vendor's own answers would have its marks. Where none are
 * known yet, an answer by a name tells it.
 */
export function isStatusRewritten(response: WireResponse, marks: readonly string[]): boolean {
  if (!hasErrorAsSuccess(response)) return false;
  return marks.length === 0 ? frontName(response) !== undefined : lacksVendorMarks(response, marks);
}

/** What to do where errors arrive as successes. */
export const STATUS_REMEDY =
  "let it pass on the status and the content of errors (in nginx, without error_page and proxy_intercept_errors).";

/** One sentence on an intermediary that makes successes of errors. */
export function whyStatusRewritten(response: WireResponse, baseUrl: string): string {
  const name = frontName(response) ?? "something";
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} in front of ${baseUrl} rewrites the status of errors (HTTP ${String(response.status)} with an error as its content): ${STATUS_REMEDY}`;
}
