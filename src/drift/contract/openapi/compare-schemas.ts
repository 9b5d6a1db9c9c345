import { compareDeprecation } from "../deprecation.ts";
import {
  ABSENT,
  state,
  typeShape,
  typeValue,
  type ContractSubject,
  type ContractValue,
  type PlacedDifference,
} from "../difference.ts";
import { pointer } from "./pointer.ts";
import type { SchemaSnapshot } from "./snapshot.ts";

/** The compared value of a response, and its place. */
type Value = Pick<PlacedDifference, "subject" | "place">;

/**
 * How a value of a response differs. Under a changed type the content is not compared, because the type is the cause.
 */
export function compareSchemas(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly PlacedDifference[] {
  const deprecation = compareDeprecation("openapi", value, old.deprecated === true, now.deprecated === true);
  const types = compareTypes(old, now, value);
  if (types.length > 0) return [...deprecation, ...types];
  return [
    ...deprecation,
    ...compareFormats(old, now, value),
    ...compareMembers(old, now, value),
    ...compareRequired(old, now, value),
    ...compareItems(old, now, value),
    ...compareAdditional(old, now, value),
    ...compareAlternatives(old, now, value),
  ];
}

function compareTypes(
  old: SchemaSnapshot,
  now: SchemaSnapshot,
  { subject, place }: Value,
): readonly PlacedDifference[] {
  if (old.type === now.type && old.recursive === now.recursive) return [];
  return [
    {
      rule: "response-type-changed",
      subject: { kind: "type", of: subject },
      old: typeValue(old),
      new: typeValue(now),
      place,
    },
  ];
}

function compareFormats(
  old: SchemaSnapshot,
  now: SchemaSnapshot,
  { subject, place }: Value,
): readonly PlacedDifference[] {
  if (old.format === now.format) return [];
  const known = now.format === undefined ? "response-format-removed" : "response-format-changed";
  const rule = old.format === undefined ? "response-format-added" : known;
  return [{ rule, subject: { kind: "format", of: subject }, old: typeValue(old), new: typeValue(now), place }];
}

function compareMembers(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly PlacedDifference[] {
  const [before, after] = [membersOf(old), membersOf(now)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => compareMember(before.get(name), after.get(name), memberOf(value, name)));
}

/** A map, because a member may be called `constructor`. */
function membersOf({ members = {} }: SchemaSnapshot): ReadonlyMap<string, SchemaSnapshot> {
  return new Map(Object.entries(members));
}

function compareMember(
  old: SchemaSnapshot | undefined,
  now: SchemaSnapshot | undefined,
  value: Value,
): readonly PlacedDifference[] {
  if (old !== undefined && now !== undefined) return compareSchemas(old, now, value);
  if (old !== undefined) return [{ ...value, rule: "response-member-removed", old: typeValue(old), new: ABSENT }];
  return now === undefined ? [] : [{ ...value, rule: "response-member-added", old: ABSENT, new: typeValue(now) }];
}

/** Only members on both sides: one that is gone or new has its own row. */
function compareRequired(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly PlacedDifference[] {
  const names = [...membersOf(old).keys()].filter((name) => membersOf(now).has(name));
  return names.flatMap((name): readonly PlacedDifference[] => {
    const [before, after] = [isRequired(old, name), isRequired(now, name)];
    if (before === after) return [];
    const rule = after ? "response-member-became-required" : "response-member-became-optional";
    return [{ ...memberOf(value, name), rule, old: presence(before), new: presence(after) }];
  });
}

function isRequired({ required = [] }: SchemaSnapshot, name: string): boolean {
  return required.includes(name);
}

function presence(required: boolean): ContractValue {
  return state(required ? "required" : "optional");
}

function compareItems(
  old: SchemaSnapshot,
  now: SchemaSnapshot,
  { subject, place }: Value,
): readonly PlacedDifference[] {
  if (old.items === undefined && now.items === undefined) return [];
  const value = { subject: { kind: "items", of: subject }, place: pointer(place, "items") } as const;
  return compareSchemas(old.items ?? {}, now.items ?? {}, value);
}

/** Unnamed members: any by default, none, or those of a schema. */
function compareAdditional(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly PlacedDifference[] {
  const [before, after] = [old.additional ?? true, now.additional ?? true];
  if (typeof before === "object" && typeof after === "object") {
    return compareSchemas(before, after, memberOf(value, "*"));
  }
  if (before === after) return [];
  const wider = before === false || after === true;
  const subject = { kind: "further-members", of: value.subject } as const;
  const rule = wider ? "response-additional-members-widened" : "response-additional-members-narrowed";
  return [{ rule, subject, old: furtherValue(before), new: furtherValue(after), place: value.place }];
}

function furtherValue(additional: boolean | SchemaSnapshot): ContractValue {
  if (typeof additional === "object") return typeValue(additional);
  return { kind: "further-members", allowed: additional ? "any" : "none" };
}

/** The order of alternatives has no meaning: equal ones are skipped, and the others are compared in pairs. */
function compareAlternatives(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly PlacedDifference[] {
  const [before, after] = [without(old.alternatives, now.alternatives), without(now.alternatives, old.alternatives)];
  const subject: ContractSubject = { kind: "alternatives", of: value.subject };
  if (before.length === after.length) {
    return before.flatMap((each, at) => compareSchemas(each, after[at] ?? {}, { ...value, subject }));
  }
  return [
    {
      rule: "response-alternatives-changed",
      subject,
      old: alternativesOf(old),
      new: alternativesOf(now),
      place: value.place,
    },
  ];
}

function alternativesOf({ alternatives = [] }: SchemaSnapshot): ContractValue {
  return { kind: "types", types: alternatives.map(typeShape) };
}

function without(
  schemas: readonly SchemaSnapshot[] = [],
  others: readonly SchemaSnapshot[] = [],
): readonly SchemaSnapshot[] {
  const known = new Set(others.map((each) => JSON.stringify(each)));
  return schemas.filter((each) => !known.has(JSON.stringify(each)));
}

function memberOf({ place }: Value, name: string): Value {
  return { subject: { kind: "member", name }, place: pointer(place, name) };
}
