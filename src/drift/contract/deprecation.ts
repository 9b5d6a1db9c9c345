import type { Difference } from "./rows.ts";

const RULES = {
  openapi: { deprecated: "DRIFT-0702", undeprecated: "DRIFT-0703" },
  messages: { deprecated: "DRIFT-0802", undeprecated: "DRIFT-0803" },
} as const;

/** Whether something became deprecated, or is deprecated no more. */
export function compareDeprecation(
  kind: keyof typeof RULES,
  { subject, place }: Pick<Difference, "subject" | "place">,
  old: boolean,
  now: boolean,
): readonly Difference[] {
  if (old === now) return [];
  const rule = now ? RULES[kind].deprecated : RULES[kind].undeprecated;
  return [{ rule, subject, place, old: wordFor(old), new: wordFor(now) }];
}

function wordFor(deprecated: boolean): string {
  return deprecated ? "deprecated" : "not deprecated";
}
