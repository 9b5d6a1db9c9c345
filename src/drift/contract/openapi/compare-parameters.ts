import { compareDeprecation } from "../deprecation.ts";
import {
  ABSENT,
  state,
  text,
  typeShape,
  typeValue,
  type ContractSubject,
  type ContractValue,
  type PlacedDifference,
} from "../difference.ts";
import { pathNames, pathShape } from "./path-shape.ts";
import { pointer } from "./pointer.ts";
import type { OperationSnapshot, ParameterSnapshot } from "./snapshot.ts";

/** A parameter of the old contract and its counterpart in the new one. */
type Pair = readonly [old: ParameterSnapshot, now: ParameterSnapshot];

/** Parameters that are gone, new, renamed, moved, or declared differently. */
export function compareParameters(old: OperationSnapshot, now: OperationSnapshot): readonly PlacedDifference[] {
  const pairs = pairsOf(old, now);
  const paired = new Set(pairs.flat());
  const samePath = pathShape(old.path) === pathShape(now.path);
  // A changed path has its own row, which covers its parameters.
  const alone = (each: ParameterSnapshot): boolean => !paired.has(each) && (samePath || each.in !== "path");
  return [
    ...pairs.flatMap(comparePair),
    ...old.parameters.filter(alone).map(gone),
    ...now.parameters.filter(alone).map(added),
  ];
}

function pairsOf(old: OperationSnapshot, now: OperationSnapshot): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const isSame of [sameKey, samePlaceInPath(old, now), sameName, sameButForItsName(old, now)]) {
    const taken = new Set(pairs.flat());
    for (const before of old.parameters.filter((each) => !taken.has(each))) {
      const after = now.parameters.find((each) => !taken.has(each) && isSame(before, each));
      if (after !== undefined) pairs.push([before, after]);
    }
  }
  return pairs;
}

type Sameness = (old: ParameterSnapshot, now: ParameterSnapshot) => boolean;

const sameKey: Sameness = (old, now) => old.in === now.in && old.name === now.name;

const sameName: Sameness = (old, now) => old.name === now.name;

/** Path parameters are matched by their order as long as the rest of the path is unchanged. */
function samePlaceInPath(old: OperationSnapshot, now: OperationSnapshot): Sameness {
  if (pathShape(old.path) !== pathShape(now.path)) return () => false;
  const [before, after] = [pathNames(old.path), pathNames(now.path)];
  return (left, right) =>
    left.in === "path" && right.in === "path" && before.indexOf(left.name) === after.indexOf(right.name);
}

/** Renamed, if exactly one is gone, one is new and their declarations are equal. */
function sameButForItsName(old: OperationSnapshot, now: OperationSnapshot): Sameness {
  const gone = old.parameters.filter((each) => !now.parameters.some((other) => other.name === each.name));
  const fresh = now.parameters.filter((each) => !old.parameters.some((other) => other.name === each.name));
  return (left, right) =>
    gone.filter((each) => alike(each, right)).length === 1 &&
    fresh.filter((each) => alike(each, left)).length === 1 &&
    alike(left, right);
}

function alike(left: ParameterSnapshot, right: ParameterSnapshot): boolean {
  return (
    left.in !== "path" &&
    left.in === right.in &&
    left.required === right.required &&
    left.type === right.type &&
    left.format === right.format
  );
}

function comparePair([old, now]: Pair): readonly PlacedDifference[] {
  const subject = subjectOf(now);
  const place = placeOf(now);
  return [
    ...compareNames(old, now),
    ...(old.in === now.in
      ? []
      : [{ rule: "parameter-place-changed", subject, old: text(old.in), new: text(now.in), place } as const]),
    ...compareRequired(old, now),
    ...compareTypes(old, now),
    ...compareDeprecation("openapi", { subject, place }, old.deprecated, now.deprecated),
  ];
}

function compareNames(old: ParameterSnapshot, now: ParameterSnapshot): readonly PlacedDifference[] {
  if (old.name === now.name) return [];
  const rule = now.in === "path" ? "path-parameter-renamed" : "parameter-renamed";
  const subject = { kind: "name", of: subjectOf(old) } as const;
  return [{ rule, subject, old: text(old.name), new: text(now.name), place: placeOf(now) }];
}

function compareRequired(old: ParameterSnapshot, now: ParameterSnapshot): readonly PlacedDifference[] {
  if (old.required === now.required) return [];
  const rule = now.required ? "parameter-became-required" : "parameter-became-optional";
  return [{ rule, subject: subjectOf(now), old: presence(old), new: presence(now), place: placeOf(now) }];
}

function compareTypes(old: ParameterSnapshot, now: ParameterSnapshot): readonly PlacedDifference[] {
  if (old.type === now.type && old.format === now.format) return [];
  const isType = old.type !== now.type;
  const rule = isType ? "parameter-type-changed" : "parameter-format-changed";
  const subject = { kind: isType ? "type" : "format", of: subjectOf(now) } as const;
  return [{ rule, subject, old: typeValue(old), new: typeValue(now), place: placeOf(now) }];
}

function gone(parameter: ParameterSnapshot): PlacedDifference {
  return {
    rule: "parameter-removed",
    subject: subjectOf(parameter),
    old: valueOf(parameter),
    new: ABSENT,
    place: placeOf(parameter),
  };
}

function added(parameter: ParameterSnapshot): PlacedDifference {
  const rule = parameter.required ? "required-parameter-added" : "optional-parameter-added";
  return { rule, subject: subjectOf(parameter), old: ABSENT, new: valueOf(parameter), place: placeOf(parameter) };
}

function subjectOf({ name }: ParameterSnapshot): ContractSubject {
  return { kind: "parameter", name };
}

function valueOf(parameter: ParameterSnapshot): ContractValue {
  return { kind: "parameter", in: parameter.in, required: parameter.required, type: typeShape(parameter) };
}

function presence({ required }: ParameterSnapshot): ContractValue {
  return state(required ? "required" : "optional");
}

function placeOf({ name }: ParameterSnapshot): string {
  return pointer("/operation/parameters", name);
}
