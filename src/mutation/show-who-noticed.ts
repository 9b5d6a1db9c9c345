import { placeOf } from "../drift/baseline.ts";
import type { DriftFinding } from "./drift.ts";
import { gradedAsStated } from "./drift.ts";
import type { FaultRow, Matrix, Notice, VariationRow } from "./matrix.ts";

/** How many cases or places a line names before it counts the others. */
const NAMED = 4;

/** Who noticed each mutant, for whoever has just written one: requirements, cases and transports, then drift. */
export function showWhoNoticed({ faults, variations, generic }: Matrix): string {
  const isAboutGeneric = faults.length + variations.length === 0;
  return [
    ...faults.map(faultText),
    ...variations.map(variationText),
    // A word such as `success` names many of them beside the faults that are meant; the summary counts those.
    ...(isAboutGeneric
      ? [generic.map(({ id, fate, requirements }) => `${id}: ${[fate, ...requirements].join(" ")}\n`).join("")]
      : []),
  ].join("\n");
}

function faultText({ fault, noticed, missed, drift }: FaultRow): string {
  const { id, statement, source, requirement, transports } = fault;
  return lines([
    `${id}: ${statement}`,
    ...(source === undefined ? [] : [`  reported  ${source}`]),
    `  names     ${requirement} on ${transports.join(", ")}`,
    ...(noticed.length === 0 ? [] : labelled("noticed", byRequirement(noticed).map(noticeText))),
    ...unnoticed(requirement, noticed, missed),
    ...labelled("drift", [
      gradedAsStated(drift)
        ? `${drift.stated}, as stated`
        : `${drift.found ?? "no difference"}, but the entry states ${drift.stated}`,
      ...drift.rows.map(findingText),
    ]),
  ]);
}

function unnoticed(requirement: string, noticed: readonly Notice[], missed: readonly string[]): string[] {
  if (noticed.length === 0) {
    return [
      `  unnoticed nothing noticed it: fix the check of ${requirement} (src/checks), or add a case that shows the fault (src/cases); leave the fault as it is`,
    ];
  }
  if (missed.length === 0) return [];
  return [
    `  missed    by ${missed.join(", ")}: fix that check (src/checks), add a case that shows the fault there (src/cases), or name what noticed it`,
  ];
}

function variationText({ id, statement, alarms, drift }: VariationRow): string {
  return lines([
    `${id}: ${statement}`,
    ...labelled("alarms", alarms.length === 0 ? ["none"] : alarms),
    ...labelled("drift", [
      `${drift.found ?? "no difference"}; the entry states ${drift.stated}`,
      ...drift.rows.map(findingText),
    ]),
  ]);
}

interface Noticers {
  readonly requirement: string;
  readonly transports: readonly string[];
  readonly cases: readonly string[];
}

/** The transports of one requirement on one line, where the same cases noticed on each. */
function byRequirement(noticed: readonly Notice[]): readonly Noticers[] {
  const groups = new Map<string, { requirement: string; transports: string[]; cases: readonly string[] }>();
  for (const { requirement, transport, cases } of noticed) {
    const key = JSON.stringify([requirement, cases]);
    const group = groups.get(key) ?? { requirement, transports: [], cases };
    group.transports.push(transport);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function noticeText({ requirement, transports, cases }: Noticers): string {
  return `${requirement}  ${transports.join(", ")}: ${some(cases)}`;
}

function findingText({ rule, slug, grade, subject, places }: DriftFinding): string {
  return `${rule} ${slug}  ${grade}  ${subject}: ${some(places.map((place) => (typeof place === "string" ? place : placeOf(place))))}`;
}

function some(names: readonly string[]): string {
  const others = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (others > 0 ? ` and ${String(others)} more` : "");
}

/** The label before the first of several lines. */
function labelled(label: string, texts: readonly string[]): string[] {
  return texts.map((text, at) => `  ${(at === 0 ? label : "").padEnd(9)} ${text}`);
}

function lines(texts: readonly string[]): string {
  return `${texts.join("\n")}\n`;
}
