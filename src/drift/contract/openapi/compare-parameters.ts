import { compareDeprecation } from "../deprecation.ts";
import { ABSENT, type Difference } from "../rows.ts";
import { pathNames, pathShape } from "./path-shape.ts";
import { pointer, typeText } from "./shown.ts";
import type { OperationSnapshot, ParameterSnapshot } from "./snapshot.ts";

/** A parameter of the old contract and what it is in the new one. */
type Pair = readonly [old: ParameterSnapshot, now: ParameterSnapshot];

/** Parameters that are gone, new, renamed, moved, or asked for otherwise. */
export function compareParameters(old: OperationSnapshot, now: OperationSnapshot): readonly Difference[] {
  const pairs = pairsOf(old, now);
  const paired = new Set(pairs.flat());
  const samePath = pathShape(old.path) === pathShape(now.path);
  // What a changed path asks for is told by the path.
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

/** Parameters of a path are known by their order as long as nothing else of it changed. */
function samePlaceInPath(old: OperationSnapshot, now: OperationSnapshot): Sameness {
  if (pathShape(old.path) !== pathShape(now.path)) return () => false;
  const [before, after] = [pathNames(old.path), pathNames(now.path)];
  return (left, right) =>
    left.in === "path" && right.in === "path" && before.indexOf(left.name) === after.indexOf(right.name);
}

/** Renamed, if there is just one that is gone and one that is new and they are asked for alike. */
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

function comparePair([old, now]: Pair): readonly Difference[] {
  const subject = `parameter ${now.name}`;
  const place = placeOf(now);
  return [
    ...compareNames(old, now),
    ...(old.in === now.in ? [] : [{ rule: "DRIFT-0716", subject, old: old.in, new: now.in, place } as const]),
    ...compareRequired(old, now),
    ...compareTypes(old, now),
    ...compareDeprecation("openapi", { subject, place }, old.deprecated, now.deprecated),
  ];
}

function compareNames(old: ParameterSnapshot, now: ParameterSnapshot): readonly Difference[] {
  if (old.name === now.name) return [];
  const rule = now.in === "path" ? "DRIFT-0715" : "DRIFT-0714";
  return [{ rule, subject: `name of the parameter ${old.name}`, old: old.name, new: now.name, place: placeOf(now) }];
}

function compareRequired(old: ParameterSnapshot, now: ParameterSnapshot): readonly Difference[] {
  if (old.required === now.required) return [];
  const rule = now.required ? "DRIFT-0717" : "DRIFT-0718";
  const [before, after] = [wordFor(old), wordFor(now)];
  return [{ rule, subject: `parameter ${now.name}`, old: before, new: after, place: placeOf(now) }];
}

function compareTypes(old: ParameterSnapshot, now: ParameterSnapshot): readonly Difference[] {
  const [before, after] = [typeText(old), typeText(now)];
  if (before === after) return [];
  const isType = old.type !== now.type;
  const rule = isType ? "DRIFT-0719" : "DRIFT-0720";
  const subject = `${isType ? "type" : "format"} of the parameter ${now.name}`;
  return [{ rule, subject, old: before, new: after, place: placeOf(now) }];
}

function gone(parameter: ParameterSnapshot): Difference {
  const { name } = parameter;
  return {
    rule: "DRIFT-0713",
    subject: `parameter ${name}`,
    old: shown(parameter),
    new: ABSENT,
    place: placeOf(parameter),
  };
}

function added(parameter: ParameterSnapshot): Difference {
  const rule = parameter.required ? "DRIFT-0711" : "DRIFT-0712";
  const subject = `parameter ${parameter.name}`;
  return { rule, subject, old: ABSENT, new: shown(parameter), place: placeOf(parameter) };
}

function shown(parameter: ParameterSnapshot): string {
  return `${wordFor(parameter)} ${typeText(parameter)} in ${parameter.in}`;
}

function wordFor({ required }: ParameterSnapshot): string {
  return required ? "required" : "optional";
}

function placeOf({ name }: ParameterSnapshot): string {
  return pointer("/operation/parameters", name);
}
