import { isDeepStrictEqual } from "node:util";
import { compareDeprecation } from "../deprecation.ts";
import type { ContractRuleSlug } from "../rules.ts";
import {
  ABSENT,
  list,
  state,
  text,
  type ContractSubject,
  type ContractValue,
  type PlacedDifference,
} from "../difference.ts";
import { isReserved } from "./compare-reserved.ts";
import type { FieldShape, MessageShape } from "./snapshot.ts";

/** Fields of a message that are gone, new, or declared differently. */
export function compareFields(old: MessageShape, now: MessageShape, place: string): readonly PlacedDifference[] {
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

/** The field with the same name, or else with the same number. */
function successorOf({ name, number }: FieldShape, old: MessageShape, now: MessageShape): FieldShape | undefined {
  const namesake = now.fields.find((field) => field.name === name);
  const heir = now.fields.find((field) => field.number === number);
  const isNew = heir !== undefined && old.fields.every((field) => field.name !== heir.name);
  return namesake ?? (isNew ? heir : undefined);
}

function gone(field: FieldShape, now: MessageShape, place: string): PlacedDifference {
  const rule = isReserved(field, now) ? "field-removed-reserved" : "field-removed-unreserved";
  return { rule, subject: subjectOf(field), old: valueOf(field), new: ABSENT, place };
}

function added(field: FieldShape, place: string): PlacedDifference {
  const rule = field.presence === "required" ? "required-field-added" : "field-added";
  return { rule, subject: subjectOf(field), old: ABSENT, new: valueOf(field), place };
}

function comparePair(old: FieldShape, now: FieldShape, place: string): readonly PlacedDifference[] {
  const subject = subjectOf(old);
  const isOther = old.name !== now.name && (old.type !== now.type || old.repeated !== now.repeated);
  // A different field under the same number is the cause, so other differences follow from it.
  if (isOther) return [{ rule: "field-number-reused", subject, old: valueOf(old), new: valueOf(now), place }];
  const aspects: readonly AspectDifference[] = [
    ...(old.jsonName === now.jsonName
      ? aspect("field-renamed", "name", text(old.name), text(now.name))
      : aspect("field-json-name-changed", "json-name", text(old.jsonName), text(now.jsonName))),
    ...aspect("field-number-changed", "number", numberValue(old), numberValue(now)),
    ...aspect("field-type-changed", "type", text(old.type), text(now.type)),
    ...aspect("field-cardinality-changed", "cardinality", cardinality(old), cardinality(now)),
    ...comparePresence(old, now),
    ...aspect("field-oneof-changed", "oneof", text(old.oneof), text(now.oneof)),
    ...aspect("field-validation-changed", "validation", list(old.rules), list(now.rules)),
  ];
  return [
    ...aspects.map(({ aspect: kind, ...rest }) => ({ ...rest, subject: { kind, of: subject }, place }) as const),
    ...compareDeprecation("messages", { subject, place }, old.deprecated, now.deprecated),
  ];
}

/** The difference in one property of a field. */
interface AspectDifference extends Pick<PlacedDifference, "rule" | "old" | "new"> {
  readonly aspect: "name" | "json-name" | "number" | "type" | "cardinality" | "presence" | "oneof" | "validation";
}

function aspect(
  rule: ContractRuleSlug,
  name: AspectDifference["aspect"],
  old: ContractValue,
  now: ContractValue,
): readonly AspectDifference[] {
  return isDeepStrictEqual(old, now) ? [] : [{ rule, aspect: name, old, new: now }];
}

/** Presence depends on cardinality, oneof and type, so it is compared only where these are equal. */
function comparePresence(old: FieldShape, now: FieldShape): readonly AspectDifference[] {
  if (old.repeated !== now.repeated || old.oneof !== now.oneof || old.type !== now.type) return [];
  const rule = now.presence === "required" ? "field-became-required" : "field-presence-changed";
  return aspect(rule, "presence", text(old.presence), text(now.presence));
}

function subjectOf({ name }: FieldShape): ContractSubject {
  return { kind: "field", name };
}

function valueOf({ name, number, type, repeated }: FieldShape): ContractValue {
  return { kind: "field", name, number, type, repeated };
}

function numberValue({ number }: FieldShape): ContractValue {
  return { kind: "number", number };
}

function cardinality({ repeated }: FieldShape): ContractValue {
  return state(repeated ? "repeated" : "singular");
}
