import type { Exchange } from "../../protocol/exchange.ts";
import type { Front } from "../../target/front.ts";
import { AnsweredByIntermediary } from "./who-answered.ts";

/** The sentence for an intermediary that decodes `%2F` before it passes a path on. */
export function whyRewritten(name: string, baseUrl: string): string {
  return `${name} in front of ${baseUrl} decodes %2F in paths, so that what ZITADEL makes of a key with a slash cannot be told over REST: let it pass paths on as they come (in nginx, a proxy_pass without a path).`;
}

/** Throws an AnsweredByIntermediary for an answer to another path than the one that was sent. */
export function refuseRewritten({ transport, request }: Exchange, baseUrl: string, front: Front | undefined): void {
  if (front?.decodesSlashes !== true || transport !== "rest") return;
  const [path = ""] = request.path.split("?");
  if (!/%2f/i.test(path)) return;
  throw new AnsweredByIntermediary(whyRewritten(front.name ?? "Something", baseUrl).replace(/\.$/, ""), true);
}
