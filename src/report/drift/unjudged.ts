import { placeOf, type Unjudged } from "../../drift/baseline.ts";
import type { DriftReport } from "../../drift/report.ts";
import { counted } from "../counted.ts";

/** Places that the verdict names. */
const NAMED = 3;

/** What was not judged, a line for each reason, with every place: `methods/put rest: Nginx answered …`. */
export function unjudgedLines(unjudged: readonly Unjudged[]): string[] {
  const places = new Map<string, string[]>();
  for (const each of unjudged) places.set(each.reason, [...(places.get(each.reason) ?? []), placeOf(each)]);
  return [...places].map(([reason, of]) => `${of.join(", ")}: ${reason}`);
}

/** What was not compared, as somebody else than one of the targets answered. */
export function unjudgedNotes({ unjudged }: Pick<DriftReport, "unjudged">): string[] {
  return (["old", "new"] as const).flatMap((side) =>
    unjudgedLines(unjudged[side]).map((line) => `Not compared, as the ${side} target did not answer itself: ${line}`),
  );
}

/** Why nothing is known to be safe though nothing breaks. */
export function undecidedText({ undecided }: Pick<DriftReport, "undecided">): string {
  const named = undecided.slice(0, NAMED).map(placeOf).join(", ");
  const more = undecided.length > NAMED ? ` and ${String(undecided.length - NAMED)} more` : "";
  return `nothing breaks in what was compared, and ${counted(undecided.length, "test")} that the old target answered did not reach the new one (${named}${more}). Let what stands in front of it pass them on, and compare again.`;
}
