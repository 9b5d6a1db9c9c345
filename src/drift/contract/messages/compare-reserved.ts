import type { ContractRuleId } from "../rules.ts";
import { ABSENT, type Difference } from "../rows.ts";
import type { FieldShape, MessageShape } from "./snapshot.ts";

/** True when a message keeps the number or the name of a field from being used again. */
export function isReserved(field: FieldShape, { reservedNumbers, reservedNames }: MessageShape): boolean {
  return [...reservedNumbers, ...reservedNames].some((reserved) => includes(reserved, field));
}

/** Numbers and names that are reserved no more, or newly so; one that a field had is told by the field. */
export function compareReserved(old: MessageShape, now: MessageShape, place: string): readonly Difference[] {
  const gone = reservedBeyond(old, now).map(textOf);
  const fresh = reservedBeyond(now, old).filter((reserved) => !old.fields.some((field) => includes(reserved, field)));
  return [
    ...gone.map((text) => reservation("DRIFT-0835", text, ["reserved", ABSENT], place)),
    ...fresh.map((each) => reservation("DRIFT-0836", textOf(each), [ABSENT, "reserved"], place)),
  ];
}

type Range = MessageShape["reservedNumbers"][number];

/** What one message reserves and the other does not; ranges are joined, so that one covers another or leaves a gap. */
function reservedBeyond(left: MessageShape, right: MessageShape): readonly (Range | string)[] {
  return [
    ...left.reservedNumbers.filter((range) => !right.reservedNumbers.some((other) => covers(other, range))),
    ...left.reservedNames.filter((name) => !right.reservedNames.includes(name)),
  ];
}

function covers([first, last]: Range, [from, to]: Range): boolean {
  return first <= from && to <= last;
}

function includes(reserved: Range | string, { name, number }: FieldShape): boolean {
  return typeof reserved === "string" ? reserved === name : covers(reserved, [number, number]);
}

function textOf(reserved: Range | string): string {
  if (typeof reserved === "string") return reserved;
  const [first, last] = reserved;
  return first === last ? String(first) : `${String(first)} to ${String(last)}`;
}

function reservation(
  rule: ContractRuleId,
  text: string,
  [old, now]: readonly [old: string, now: string],
  place: string,
): Difference {
  return { rule, subject: `reservation of ${text}`, old, new: now, place };
}
