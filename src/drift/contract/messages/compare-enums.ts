import { ABSENT, type Difference } from "../rows.ts";

/** Numbers of an enum by the names of its values. */
type Values = Readonly<Record<string, number>>;

/** Values of an enum that are gone, new, renumbered or renamed. JSON writes the name, the wire the number. */
export function compareEnums(old: Values, now: Values, place: string): readonly Difference[] {
  const [before, after] = [new Map(Object.entries(old)), new Map(Object.entries(now))];
  const fresh = [...after].filter(([name]) => !before.has(name));
  const gone = [...before].filter(([name]) => !after.has(name)).map(([, number]) => number);
  return [
    ...[...before].flatMap(([name, number]) => compareValue([name, number], after, fresh, place)),
    ...fresh.filter(([, number]) => !gone.includes(number)).map((value) => added(value, place)),
  ];
}

type Value = readonly [name: string, number: number];

function compareValue(
  [name, number]: Value,
  after: ReadonlyMap<string, number>,
  fresh: readonly Value[],
  place: string,
): readonly Difference[] {
  const [subject, old] = [`value ${name}`, String(number)];
  const renumbered = after.get(name);
  if (renumbered === number) return [];
  if (renumbered !== undefined) {
    return [{ rule: "DRIFT-0843", subject: `number of the ${subject}`, old, new: String(renumbered), place }];
  }
  const heir = fresh.find((each) => each[1] === number);
  if (heir === undefined) return [{ rule: "DRIFT-0841", subject, old, new: ABSENT, place }];
  return [{ rule: "DRIFT-0844", subject: `name of the ${subject}`, old: name, new: heir[0], place }];
}

function added([name, number]: Value, place: string): Difference {
  return { rule: "DRIFT-0842", subject: `value ${name}`, old: ABSENT, new: String(number), place };
}
