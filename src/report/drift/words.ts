import { GRADES } from "../../contract/grade.ts";
import { findRequirement } from "../../contract/requirements/index.ts";
import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import { placeOf } from "../../drift/baseline.ts";
import type { Acceptance } from "../../drift/accept.ts";
import type { BaselineName, DriftReport } from "../../drift/report.ts";
import type { DriftRow } from "../../drift/row.ts";
import { FIX_SLUGS } from "../../drift/rules.ts";
import { storedNotes, undecidedText, unjudgedNotes } from "./unjudged.ts";
import { sidesOf } from "./values.ts";
import { counted } from "../counted.ts";

/** Breaking rows that the verdict names. */
const NAMED = 3;

/** The verdict in sentences: safe or not, what breaks, over which transports, since which baseline. */
export function verdictText(report: DriftReport): string {
  const { counts, rows } = report;
  const since = `from ${baselineText(report.old)} to ${baselineText(report.new)}${shareText(report)}`;
  const others = GRADES.slice(counts.risky > 0 && report.safe ? 2 : 1)
    .filter((grade) => counts[grade] > 0)
    .map((grade) => `${String(counts[grade])} ${grade}`);
  const rest = `${others.length === 0 ? "" : ` Also: ${others.join(", ")}.`}${fixedText(report)}${mixedText(report)}`;
  if (report.safe) {
    if (counts.risky > 0) {
      return `Safe for sound clients ${since}, with ${counted(counts.risky, "risky difference")} to look at.${rest}`;
    }
    const nothing = others.length === 0 ? "Nothing differs." : `The differences are harmless: ${others.join(", ")}.`;
    return `Safe to upgrade ${since}. ${nothing}${fixedText(report)}${mixedText(report)}`;
  }
  if (counts.breaking === 0) return `Not known to be safe ${since}: ${undecidedText(report)}${rest}`;
  const breaking = rows.filter(({ grade, accepted }) => grade === "breaking" && accepted === undefined);
  const named = breaking.slice(0, NAMED).map((row) => `${nameText(row)}: ${changeText(row)}`);
  const more = breaking.length > NAMED ? `; and ${String(breaking.length - NAMED)} more` : "";
  const over = transportsOf(breaking);
  return `Not safe to upgrade ${since}: ${counted(breaking.length, "breaking difference")}${over === "" ? "" : ` over ${over}`}. ${named.join("; ")}${more}.${rest}`;
}

/** What was wrong and is right now. */
function fixedText({ rows }: DriftReport): string {
  const fixed = rows.filter(({ slug }) => FIX_SLUGS.includes(slug));
  if (fixed.length === 0) return "";
  const named = fixed.slice(0, NAMED).map((row) => `${nameText(row)}: ${changeText(row)}`);
  const more = fixed.length > NAMED ? `; and ${String(fixed.length - NAMED)} more` : "";
  return ` Fixed: ${named.join("; ")}${more}.`;
}

/** A verdict on two releases at once says so. */
function mixedText({ mixed }: DriftReport): string {
  if (mixed.length === 0) return "";
  const more = mixed.length > NAMED ? ` and ${String(mixed.length - NAMED)} more` : "";
  const named = `${mixed.slice(0, NAMED).join(", ")}${more}`;
  return ` The new target looks like a mixed deployment, of which some answers are still as the old ones: it answers the same request in two ways (${named}). Wait until the rollout is over, or compare one of its servers.`;
}

/** A verdict on a part says so. */
function shareText({ compared, total }: DriftReport): string {
  return compared === total ? "" : `, by ${String(compared)} of ${String(total)} answers`;
}

/** What was compared, what was not, and which accepted differences need attention. */
export function notes(report: DriftReport): string[] {
  const { compared, onlyOld, onlyNew, noise, expired, unmatched, contractReasons, pinned } = report;
  return [
    `${counted(compared, "answer")} compared.`,
    ...(onlyOld.length + onlyNew.length === 0
      ? []
      : [
          `Not compared: ${String(onlyOld.length)} that only the old baseline has, ${String(onlyNew.length)} that only the new one has.`,
        ]),
    ...unjudgedNotes(report),
    ...storedNotes(report),
    ...(noise.length === 0
      ? []
      : [`Not compared, since they vary from answer to answer: ${counted(noise.length, "observation")}.`]),
    ...(report.counts.breaking + report.counts.risky === 0
      ? []
      : ["If your clients do not rely on a breaking or risky difference, accept it with --accept FILE."]),
    ...contractReasons.map((reason) => `Published contracts were not compared. ${reason}`),
    ...pinned.map(
      (row) =>
        `The contract that the new target publishes differs from the one that this suite tests: ${row.subject}: ${pinnedText(row)} (${row.rule} ${row.slug}, ${row.grade}).`,
    ),
    ...expired.map((entry) => `Expired on ${entry.expires}, and no longer accepts anything: ${entryText(entry)}`),
    ...unmatched.map((entry) => `Accepts nothing in this comparison, and can be removed: ${entryText(entry)}`),
  ];
}

/** What a row's two sides have: `A became B`. */
export function changeText(row: DriftRow): string {
  const { old, new: now } = sidesOf(row);
  return `${exampleText(row)}${old} became ${now}`;
}

/** What a row is about; of a verdict what is required, because nobody knows requirements by their numbers. */
export function nameText(row: DriftRow): string {
  const required = requiredText(row);
  return required === undefined ? row.subject : `${row.subject} (${required})`;
}

/** The statement of the requirement that a row is about, if it is about one. */
export function requiredText(row: DriftRow): string | undefined {
  if (row.source !== "behaviour" || row.difference.kind !== "verdict") return undefined;
  return findRequirement(row.difference.requirement)?.statement;
}

/** Says that the sides of a row are those of one place, where they differ from key to key. */
export function exampleText(row: DriftRow): string {
  return row.source === "behaviour" && row.varies ? "such as " : "";
}

/** A row's places by transport: `12 over rest, 3 over grpc`, or the places themselves when they are few. */
export function placesText(row: DriftRow): string {
  const names = row.source === "behaviour" ? row.places.map(placeOf) : row.places;
  if (names.length <= 2) return names.join(", ");
  const counts = TRANSPORTS.map((transport) => [transport, countOver(row, transport)] as const);
  const shown = counts
    .filter(([, count]) => count !== 0)
    .map(([transport, count]) => `${String(count)} over ${transport}`);
  return `${shown.length === 0 ? `${String(names.length)} places` : shown.join(", ")}, such as ${names[0] ?? ""}`;
}

function baselineText({ target, place }: BaselineName): string {
  const kind = target.environment ?? target.kind;
  return target.vendorVersion === null ? `${place} (${kind}, release unknown)` : `${target.vendorVersion} (${kind})`;
}

function transportsOf(rows: readonly DriftRow[]): string {
  return TRANSPORTS.filter((transport) => rows.some((row) => countOver(row, transport) > 0)).join(", ");
}

/** Contracts are published, and not sent over a transport. */
function countOver(row: DriftRow, transport: Transport): number {
  return row.source === "behaviour" ? row.places.filter((place) => place.transport === transport).length : 0;
}

function pinnedText(row: DriftRow): string {
  const { old, new: now } = sidesOf(row);
  return `${old} here, ${now} there`;
}

function entryText({ rule, subject, reason }: Acceptance): string {
  return `${rule} ${subject} (${reason})`;
}
