import { ABSENT, state, type PlacedDifference, type Reserved } from "../difference.ts";
import type { FieldShape, MessageShape } from "./snapshot.ts";

/** True when a message reserves the number or the name of a field. */
export function isReserved(field: FieldShape, { reservedNumbers, reservedNames }: MessageShape): boolean {
  return [...reservedNumbers, ...reservedNames].some((reserved) => includes(reserved, field));
}

/** Numbers and names that are no longer or newly reserved; one that a field had is part of that field's row. */
export function compareReserved(old: MessageShape, now: MessageShape, place: string): readonly PlacedDifference[] {
  const gone = reservedBeyond(old, now);
  const fresh = reservedBeyond(now, old).filter((reserved) => !old.fields.some((field) => includes(reserved, field)));
  return [
    ...gone.map((each) => reservation("reservation-removed", each, place)),
    ...fresh.map((each) => reservation("reservation-added", each, place)),
  ];
}

type Range = MessageShape["reservedNumbers"][number];

/** What one message reserves and the other does not; ranges are joined, so that one covers another or leaves a gap. */
function reservedBeyond(left: MessageShape, right: MessageShape): readonly Reserved[] {
  return [
    ...left.reservedNumbers.filter((range) => !right.reservedNumbers.some((other) => covers(other, range))),
    ...left.reservedNames.filter((name) => !right.reservedNames.includes(name)),
  ];
}

function covers([first, last]: Range, [from, to]: Range): boolean {
  return first <= from && to <= last;
}

function includes(reserved: Reserved, { name, number }: FieldShape): boolean {
  return typeof reserved === "string" ? reserved === name : covers(reserved, [number, number]);
}

function reservation(rule: "reservation-removed" | "reservation-added", of: Reserved, place: string): PlacedDifference {
  const reserved = state("reserved");
  const [old, now] = rule === "reservation-removed" ? [reserved, ABSENT] : [ABSENT, reserved];
  return { rule, subject: { kind: "reservation", of }, old, new: now, place };
}
