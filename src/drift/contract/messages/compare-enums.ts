import { ABSENT, text, type ContractValue, type PlacedDifference } from "../difference.ts";

/** Numbers of an enum by the names of its values. */
type Values = Readonly<Record<string, number>>;

/** Values of an enum that are gone, new, renumbered or renamed. JSON writes the name, the wire the number. */
export function compareEnums(old: Values, now: Values, place: string): readonly PlacedDifference[] {
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
): readonly PlacedDifference[] {
  const subject = { kind: "enum-value", name } as const;
  const old = numberValue(number);
  const renumbered = after.get(name);
  if (renumbered === number) return [];
  if (renumbered !== undefined) {
    return [
      {
        rule: "enum-value-number-changed",
        subject: { kind: "number", of: subject },
        old,
        new: numberValue(renumbered),
        place,
      },
    ];
  }
  const heir = fresh.find((each) => each[1] === number);
  if (heir === undefined) return [{ rule: "enum-value-removed", subject, old, new: ABSENT, place }];
  return [
    { rule: "enum-value-renamed", subject: { kind: "name", of: subject }, old: text(name), new: text(heir[0]), place },
  ];
}

function added([name, number]: Value, place: string): PlacedDifference {
  return {
    rule: "enum-value-added",
    subject: { kind: "enum-value", name },
    old: ABSENT,
    new: numberValue(number),
    place,
  };
}

function numberValue(number: number): ContractValue {
  return { kind: "number", number };
}
