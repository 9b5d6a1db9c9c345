import { compareDeprecation } from "../deprecation.ts";
import { ABSENT, listed, type Difference } from "../rows.ts";
import { pointer, typeText } from "./shown.ts";
import type { SchemaSnapshot } from "./snapshot.ts";

/** Which value of a response is compared: what a person calls it, and where it is. */
type Value = Pick<Difference, "subject" | "place">;

/** How a value of a response differs. What another type holds is not compared: the type is the cause. */
export function compareSchemas(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly Difference[] {
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

function compareTypes(old: SchemaSnapshot, now: SchemaSnapshot, { subject, place }: Value): readonly Difference[] {
  if (old.type === now.type && old.recursive === now.recursive) return [];
  return [{ rule: "DRIFT-0743", subject: `type of ${subject}`, old: typeText(old), new: typeText(now), place }];
}

function compareFormats(old: SchemaSnapshot, now: SchemaSnapshot, { subject, place }: Value): readonly Difference[] {
  if (old.format === now.format) return [];
  const known = now.format === undefined ? "DRIFT-0745" : "DRIFT-0744";
  const rule = old.format === undefined ? "DRIFT-0746" : known;
  return [{ rule, subject: `format of ${subject}`, old: typeText(old), new: typeText(now), place }];
}

function compareMembers(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly Difference[] {
  const [before, after] = [membersOf(old), membersOf(now)];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => compareMember(before.get(name), after.get(name), memberOf(value, name)));
}

/** As a map, for a member may be called `constructor`. */
function membersOf({ members = {} }: SchemaSnapshot): ReadonlyMap<string, SchemaSnapshot> {
  return new Map(Object.entries(members));
}

function compareMember(
  old: SchemaSnapshot | undefined,
  now: SchemaSnapshot | undefined,
  value: Value,
): readonly Difference[] {
  if (old !== undefined && now !== undefined) return compareSchemas(old, now, value);
  if (old !== undefined) return [{ ...value, rule: "DRIFT-0741", old: typeText(old), new: ABSENT }];
  return now === undefined ? [] : [{ ...value, rule: "DRIFT-0742", old: ABSENT, new: typeText(now) }];
}

/** Only members that are there on both sides: one that is gone or new is told by itself. */
function compareRequired(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly Difference[] {
  const names = [...membersOf(old).keys()].filter((name) => membersOf(now).has(name));
  return names.flatMap((name): readonly Difference[] => {
    const [before, after] = [presence(old, name), presence(now, name)];
    if (before === after) return [];
    const rule = after === "required" ? "DRIFT-0748" : "DRIFT-0747";
    return [{ ...memberOf(value, name), rule, old: before, new: after }];
  });
}

function presence({ required = [] }: SchemaSnapshot, name: string): "required" | "optional" {
  return required.includes(name) ? "required" : "optional";
}

function compareItems(old: SchemaSnapshot, now: SchemaSnapshot, { subject, place }: Value): readonly Difference[] {
  if (old.items === undefined && now.items === undefined) return [];
  const value = { subject: `items of ${subject}`, place: pointer(place, "items") };
  return compareSchemas(old.items ?? {}, now.items ?? {}, value);
}

/** Members that are not named: any if nothing is said, none, or those of a schema. */
function compareAdditional(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly Difference[] {
  const [before, after] = [old.additional ?? true, now.additional ?? true];
  if (typeof before === "object" && typeof after === "object") {
    return compareSchemas(before, after, memberOf(value, "*"));
  }
  if (before === after) return [];
  const wider = before === false || after === true;
  const subject = `further members of ${value.subject}`;
  const rule = wider ? "DRIFT-0749" : "DRIFT-0750";
  return [{ rule, subject, old: furtherText(before), new: furtherText(after), place: value.place }];
}

function furtherText(additional: boolean | SchemaSnapshot): string {
  if (typeof additional === "object") return typeText(additional);
  return additional ? "any" : "none";
}

/** Which alternative comes first means nothing: equal ones are set aside, and as many others are compared in turn. */
function compareAlternatives(old: SchemaSnapshot, now: SchemaSnapshot, value: Value): readonly Difference[] {
  const [before, after] = [without(old.alternatives, now.alternatives), without(now.alternatives, old.alternatives)];
  const subject = `alternatives of ${value.subject}`;
  if (before.length === after.length) {
    return before.flatMap((each, at) => compareSchemas(each, after[at] ?? {}, { ...value, subject }));
  }
  return [{ rule: "DRIFT-0751", subject, old: alternativesText(old), new: alternativesText(now), place: value.place }];
}

function alternativesText({ alternatives = [] }: SchemaSnapshot): string {
  return listed(alternatives.map(typeText));
}

function without(
  schemas: readonly SchemaSnapshot[] = [],
  others: readonly SchemaSnapshot[] = [],
): readonly SchemaSnapshot[] {
  const known = new Set(others.map((each) => JSON.stringify(each)));
  return schemas.filter((each) => !known.has(JSON.stringify(each)));
}

function memberOf({ place }: Value, name: string): Value {
  return { subject: `member ${name}`, place: pointer(place, name) };
}
