import { header, type Exchange } from "../../protocol/exchange.ts";
import type { Front } from "../../target/front.ts";
import { lacksVendorMarks } from "./names.ts";
import { AnsweredByIntermediary } from "./who-answered.ts";

/** The sentence for an intermediary that decodes `%2F` before it passes a path on, or sends the client there. */
export function whyRewritten(name: string, baseUrl: string): string {
  return `${name} in front of ${baseUrl} decodes %2F in paths, so that what ZITADEL makes of a key with a slash cannot be told over REST: let it pass paths on as they come (in nginx, a proxy_pass without a path; in Envoy, path_with_escaped_slashes_action at KEEP_UNCHANGED).`;
}

/** Throws an AnsweredByIntermediary for an answer to another path than the one that was sent, or a redirect to one. */
export function refuseRewritten(exchange: Exchange, baseUrl: string, front: Front | undefined): void {
  const { transport, request } = exchange;
  if (front?.name === undefined || transport !== "rest") return;
  const [path = ""] = request.path.split("?");
  if (!/%2f/i.test(path)) return;
  if (front.decodesSlashes !== true && !isRedirectToDecoded(exchange, path, front.marks)) return;
  throw new AnsweredByIntermediary(whyRewritten(front.name, baseUrl).replace(/\.$/, ""), true);
}

/**
 * True for an answer with none of the vendor's marks that leads to the path with its slashes decoded, as Envoy's does
 * with UNESCAPE_AND_REDIRECT.
 */
function isRedirectToDecoded({ response }: Exchange, path: string, marks: readonly string[]): boolean {
  const location = header(response.headers, "location");
  if (location === undefined || response.status < 300 || response.status > 399) return false;
  const [target = ""] = location.replace(/^https?:\/\/[^/]*/i, "").split("?");
  return target === path.replace(/%2f/gi, "/") && lacksVendorMarks(response, marks);
}
