import { state, type ContractValue, type PlacedDifference } from "./difference.ts";

const RULES = {
  openapi: { deprecated: "openapi-deprecation-added", undeprecated: "openapi-deprecation-removed" },
  messages: { deprecated: "proto-deprecation-added", undeprecated: "proto-deprecation-removed" },
} as const;

/** Whether something is now deprecated, or no longer. */
export function compareDeprecation(
  kind: keyof typeof RULES,
  { subject, place }: Pick<PlacedDifference, "subject" | "place">,
  old: boolean,
  now: boolean,
): readonly PlacedDifference[] {
  if (old === now) return [];
  const rule = now ? RULES[kind].deprecated : RULES[kind].undeprecated;
  return [{ rule, subject, place, old: stateOf(old), new: stateOf(now) }];
}

function stateOf(isDeprecated: boolean): ContractValue {
  return state(isDeprecated ? "deprecated" : "not deprecated");
}
