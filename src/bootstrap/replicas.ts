import { isJsonObject } from "../contract/json-object.ts";
import { describe } from "../checks/finding.ts";
import { mediaType } from "../protocol/exchange.ts";
import type { Evidence } from "../protocol/outcome.ts";

/** What two releases answer differently, and one release never answers now so and now so. */
function shapeOf({ exchange, outcome, body }: Evidence): string {
  const details = outcome.kind === "error" ? outcome.details.map(({ type }) => type ?? "") : [];
  const members = body.kind === "json" && isJsonObject(body.value) ? Object.keys(body.value).sort() : [];
  return JSON.stringify([
    exchange.response.status,
    mediaType(exchange.response.headers),
    outcome.kind,
    details,
    members,
  ]);
}

/**
 * One sentence when the same request was answered in several ways, as by replicas of different releases during a rollout,
 * or undefined. Each list holds the answers to one request.
 */
export function whyMixed(
  baseUrl: string,
  answers: readonly (readonly [what: string, seen: readonly Evidence[]])[],
): string | undefined {
  for (const [what, seen] of answers) {
    const shapes = new Map(seen.map((evidence) => [shapeOf(evidence), describe(evidence)]));
    if (shapes.size < 2) continue;
    const ways = [...new Set(shapes.values())].sort();
    const shown = ways.length > 1 ? ways.join(", then ") : `${ways[0] ?? ""} in ${String(shapes.size)} shapes`;
    return `${baseUrl} is a mixed deployment: the same request ${what} was answered ${shown}. Wait until the rollout is over, or set ZITADEL_BASE_URL to one of its servers.`;
  }
  return undefined;
}
