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

/** Answers of each shape that make it a way of answering: one alone is a mistake, which the cases judge. */
const LEAST = 2;

/**
 * One sentence when the same request was answered in several ways, as by replicas of different releases during a rollout,
 * or undefined. Each list holds the answers to one request. One odd answer to one request is no sign of a second release.
 */
export function whyMixed(
  baseUrl: string,
  answers: readonly (readonly [what: string, seen: readonly Evidence[]])[],
): string | undefined {
  const varied = answers
    .map(([what, seen]) => ({ what, groups: groupByShape(seen) }))
    .filter(({ groups }) => groups.length > 1);
  const mixed =
    varied.length > 1 ? varied[0] : varied.find(({ groups }) => groups.every(({ length }) => length >= LEAST));
  if (mixed === undefined) return undefined;
  const ways = [...new Set(mixed.groups.flatMap(([first]) => (first === undefined ? [] : [describe(first)])))].sort();
  const shown = ways.length > 1 ? ways.join(", then ") : `${ways[0] ?? ""} in ${String(mixed.groups.length)} shapes`;
  return `${baseUrl} is a mixed deployment: the same request ${mixed.what} was answered ${shown}. Wait until the rollout is over, or set ZITADEL_BASE_URL to one of its servers.`;
}

function groupByShape(seen: readonly Evidence[]): readonly (readonly Evidence[])[] {
  const groups = new Map<string, Evidence[]>();
  for (const evidence of seen) {
    const shape = shapeOf(evidence);
    groups.set(shape, [...(groups.get(shape) ?? []), evidence]);
  }
  return [...groups.values()];
}
