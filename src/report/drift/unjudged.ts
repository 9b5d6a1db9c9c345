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

/** What was not compared, as the users of the two targets need not have the same keys: cases, by their transports. */
export function storedNotes({ storedOtherwise }: Pick<DriftReport, "storedOtherwise">): string[] {
  const transports = new Map<string, string[]>();
  for (const [id = "", transport = ""] of storedOtherwise.map((place) => place.split(" "))) {
    transports.set(id, [...(transports.get(id) ?? []), transport]);
  }
  const cases = new Map<string, string[]>();
  for (const [id, over] of transports) cases.set(over.join(", "), [...(cases.get(over.join(", ")) ?? []), id]);
  return [...cases].map(
    ([over, ids]) =>
      `Not compared over ${over}, as the users of the two targets need not have the same keys, and only one of them was served: ${ids.join(", ")}.`,
  );
}

/** Why nothing is known to be safe though nothing breaks. */
export function undecidedText({ undecided }: Pick<DriftReport, "undecided">): string {
  const named = undecided.slice(0, NAMED).map(placeOf).join(", ");
  const more = undecided.length > NAMED ? ` and ${String(undecided.length - NAMED)} more` : "";
  return `nothing breaks in what was compared, and ${counted(undecided.length, "test")} that the old target answered did not reach the new one (${named}${more}). Let what stands in front of it pass them on, and compare again.`;
}
