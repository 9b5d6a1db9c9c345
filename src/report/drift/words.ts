import { GRADES } from "../../contract/grade.ts";
import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import type { Acceptance, JudgedRow } from "../../drift/accept.ts";
import type { BaselineName, DriftReport } from "../../drift/report.ts";

/** Breaking rows that the verdict names. */
const NAMED = 3;

/** The verdict as a person would say it: safe or not, what breaks, over which transports, since which baseline. */
export function verdictText(report: DriftReport): string {
  const { counts, rows } = report;
  const since = `from ${baselineText(report.old)} to ${baselineText(report.new)}${shareText(report)}`;
  const others = GRADES.slice(1)
    .filter((grade) => counts[grade] > 0)
    .map((grade) => `${String(counts[grade])} ${grade}`);
  const rest = others.length === 0 ? "" : ` Beside that: ${others.join(", ")}.`;
  if (report.safe) {
    if (counts.risky > 0) {
      return `Safe for sound clients, with ${plural(counts.risky, "risky difference")} to look at, ${since}.${rest}`;
    }
    const nothing = others.length === 0 ? "Nothing differs." : `It differs harmlessly: ${others.join(", ")}.`;
    return `Safe to upgrade ${since}. ${nothing}`;
  }
  const breaking = rows.filter(({ grade, accepted }) => grade === "breaking" && accepted === undefined);
  const named = breaking.slice(0, NAMED).map((row) => `${row.subject}: ${row.old} became ${row.new}`);
  const more = breaking.length > NAMED ? `; and ${String(breaking.length - NAMED)} more` : "";
  const over = transportsOf(breaking);
  return `Not safe to upgrade ${since}: ${plural(breaking.length, "breaking difference")}${over === "" ? "" : ` over ${over}`}. ${named.join("; ")}${more}.${rest}`;
}

/** A verdict on a part says so. */
function shareText({ compared, onlyOld }: DriftReport): string {
  return onlyOld.length === 0 ? "" : `, by ${String(compared)} of ${String(compared + onlyOld.length)} answers`;
}

/** What was compared, what was not, and what of the accepted list needs a hand. */
export function notes(report: DriftReport): string[] {
  const { compared, onlyOld, onlyNew, noise, expired, unmatched, contractReasons, pinned } = report;
  return [
    `${plural(compared, "answer")} compared.`,
    ...(onlyOld.length + onlyNew.length === 0
      ? []
      : [
          `Not compared: ${String(onlyOld.length)} that only the old one holds, ${String(onlyNew.length)} only the new.`,
        ]),
    ...(noise.length === 0
      ? []
      : [`Not compared as they vary from answer to answer: ${String(noise.length)} descriptor.`]),
    ...contractReasons.map((reason) => `Published contracts were not compared. ${reason}`),
    ...pinned.map(
      (row) =>
        `The new target's published contract is not the one that this suite judges by: ${row.subject}: ${row.old} there ${row.new} (${row.rule}, ${row.grade}).`,
    ),
    ...expired.map((entry) => `Expired on ${entry.expires}, and accepts nothing any more: ${entryText(entry)}`),
    ...unmatched.map((entry) => `Accepts nothing that was seen, and may go: ${entryText(entry)}`),
  ];
}

/** A row's places by transport: `rest 12, grpc 3`, or the places themselves when they are few. */
export function placesText({ places }: Pick<JudgedRow, "places">): string {
  if (places.length <= 2) return places.join(", ");
  const counts = TRANSPORTS.map((transport) => [transport, places.filter((place) => isOver(place, transport)).length]);
  const shown = counts
    .filter(([, count]) => count !== 0)
    .map(([transport, count]) => `${String(count)} over ${String(transport)}`);
  return `${shown.join(", ")}, such as ${places[0] ?? ""}`;
}

function baselineText({ target, place }: BaselineName): string {
  const kind = target.environment ?? target.kind;
  return target.vendorVersion === null ? `${place} (${kind}, release unknown)` : `${target.vendorVersion} (${kind})`;
}

function transportsOf(rows: readonly JudgedRow[]): string {
  return TRANSPORTS.filter((transport) =>
    rows.some(({ places }) => places.some((each) => isOver(each, transport))),
  ).join(", ");
}

function isOver(place: string, transport: Transport): boolean {
  return place.endsWith(` ${transport}`);
}

function entryText({ rule, subject, reason }: Acceptance): string {
  return `${rule} ${subject} (${reason})`;
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
