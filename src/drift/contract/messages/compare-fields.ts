import { compareDeprecation } from "../deprecation.ts";
import type { ContractRuleId } from "../rules.ts";
import { ABSENT, listed, type Difference } from "../rows.ts";
import { isReserved } from "./compare-reserved.ts";
import type { FieldShape, MessageShape } from "./snapshot.ts";

/** Fields of a message that are gone, new, or written otherwise. */
export function compareFields(old: MessageShape, now: MessageShape, place: string): readonly Difference[] {
  const successors = new Map(old.fields.map((field) => [field, successorOf(field, old, now)]));
  const taken = new Set(successors.values());
  return [
    ...old.fields.flatMap((field) => {
      const successor = successors.get(field);
      return successor === undefined ? [gone(field, now, place)] : comparePair(field, successor, place);
    }),
    ...now.fields.filter((field) => !taken.has(field)).map((field) => added(field, place)),
  ];
}

/** The field of the same name, or else the one that took the number. */
function successorOf({ name, number }: FieldShape, old: MessageShape, now: MessageShape): FieldShape | undefined {
  const namesake = now.fields.find((field) => field.name === name);
  const heir = now.fields.find((field) => field.number === number);
  const isNew = heir !== undefined && old.fields.every((field) => field.name !== heir.name);
  return namesake ?? (isNew ? heir : undefined);
}

function gone(field: FieldShape, now: MessageShape, place: string): Difference {
  const rule = isReserved(field, now) ? "DRIFT-0822" : "DRIFT-0821";
  return { rule, subject: `field ${field.name}`, old: shown(field), new: ABSENT, place };
}

function added(field: FieldShape, place: string): Difference {
  const rule = field.presence === "required" ? "DRIFT-0824" : "DRIFT-0823";
  return { rule, subject: `field ${field.name}`, old: ABSENT, new: shown(field), place };
}

function comparePair(old: FieldShape, now: FieldShape, place: string): readonly Difference[] {
  const subject = `field ${old.name}`;
  const differs = (rule: ContractRuleId, what: string, before: string, after: string): readonly Difference[] =>
    before === after ? [] : [{ rule, subject: `${what} of the ${subject}`, old: before, new: after, place }];
  const isOther = old.name !== now.name && (old.type !== now.type || old.repeated !== now.repeated);
  // Another meaning under the same number is the cause, and whatever else differs follows from it.
  if (isOther) return [{ rule: "DRIFT-0826", subject, old: shown(old), new: shown(now), place }];
  return [
    ...(old.jsonName === now.jsonName
      ? differs("DRIFT-0828", "name", old.name, now.name)
      : differs("DRIFT-0827", "JSON name", old.jsonName, now.jsonName)),
    ...differs("DRIFT-0825", "number", String(old.number), String(now.number)),
    ...differs("DRIFT-0829", "type", old.type, now.type),
    ...differs("DRIFT-0830", "cardinality", cardinality(old), cardinality(now)),
    ...comparePresence(old, now, differs),
    ...differs("DRIFT-0833", "oneof", old.oneof ?? "none", now.oneof ?? "none"),
    ...differs("DRIFT-0834", "validation", listed(old.rules), listed(now.rules)),
    ...compareDeprecation("messages", { subject, place }, old.deprecated, now.deprecated),
  ];
}

/** A field that is repeated or not has another presence by that; a member of a oneof too, and another type. */
function comparePresence(
  old: FieldShape,
  now: FieldShape,
  differs: (rule: ContractRuleId, what: string, before: string, after: string) => readonly Difference[],
): readonly Difference[] {
  if (old.repeated !== now.repeated || old.oneof !== now.oneof || old.type !== now.type) return [];
  const rule = now.presence === "required" ? "DRIFT-0831" : "DRIFT-0832";
  return differs(rule, "presence", old.presence, now.presence);
}

function cardinality({ repeated }: FieldShape): string {
  return repeated ? "repeated" : "singular";
}

function shown({ name, number, type, repeated }: FieldShape): string {
  return `${repeated ? "repeated " : ""}${type} ${name} = ${String(number)}`;
}
