import type { Transport } from "../../contract/transport.ts";
import { content, withContent, type WireAnswer } from "../../servers/http/wire.ts";
import { alterByte, alterJson, alterText, dropByte, type Random } from "./alter.ts";
import { regionsOf } from "./regions.ts";

/** One generic change of an answer: something dropped or altered. */
export interface Change {
  /** What is changed, without the position where several stand for one thing. */
  readonly place: string;
  /** Position among the bytes of a place. */
  readonly at?: number;
  readonly how: "dropped" | "altered";
  readonly apply: (wire: WireAnswer) => WireAnswer;
}

/** Every header and trailer of an answer, each dropped and each altered. */
export function fieldsChanged(wire: WireAnswer, random: Random): readonly Change[] {
  return [...fieldChanges(wire, "headers", "header", random), ...fieldChanges(wire, "trailers", "trailer", random)];
}

/** Every member or frame byte of an answer, each dropped and each altered. */
export function contentChanged(wire: WireAnswer, transport: Transport, random: Random): readonly Change[] {
  const body = content(wire);
  return transport === "rest" ? memberChanges(body, random) : byteChanges(body, random);
}

function fieldChanges(wire: WireAnswer, list: "headers" | "trailers", word: string, random: Random): Change[] {
  return wire[list].flatMap(([name, value]): Change[] => {
    const altered = alterText(value, random);
    const replaced = (given: WireAnswer, by: readonly (readonly [string, string])[]): WireAnswer => ({
      ...given,
      [list]: given[list].flatMap((field) => (field[0] === name ? by : [field])),
    });
    return [
      { place: `${word} ${name}`, how: "dropped", apply: (given) => replaced(given, []) },
      { place: `${word} ${name}`, how: "altered", apply: (given) => replaced(given, [[name, altered]]) },
    ];
  });
}

type Path = readonly (string | number)[];

function memberChanges(body: Buffer, random: Random): Change[] {
  return pathsOf(JSON.parse(body.toString()), []).flatMap((path): Change[] => {
    const place = `member /${path.join("/")}`;
    const edit = (change: (holder: Record<string | number, unknown>, name: string | number) => void) => {
      return (given: WireAnswer): WireAnswer => {
        const json: unknown = JSON.parse(content(given).toString());
        const holder = path
          .slice(0, -1)
          .reduce((inner, name) => (inner as Record<string | number, unknown>)[name], json);
        change(holder as Record<string | number, unknown>, path.at(-1) ?? "");
        return withContent(given, JSON.stringify(json));
      };
    };
    const drop = edit((holder, name) => {
      if (Array.isArray(holder)) holder.splice(Number(name), 1);
      else Reflect.deleteProperty(holder, name);
    });
    const alter = edit((holder, name) => {
      holder[name] = alterJson(holder[name], random);
    });
    return [
      { place, how: "dropped", apply: drop },
      { place, how: "altered", apply: alter },
    ];
  });
}

/** The paths of all members and items, the outer before the inner. */
function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const names: Path = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value);
  return names.flatMap((name) => [
    [...path, name],
    ...pathsOf((value as Record<string | number, unknown>)[name], [...path, name]),
  ]);
}

function byteChanges(body: Buffer, random: Random): Change[] {
  return regionsOf(body).flatMap((region, at): Change[] => {
    const bit = Math.floor(random() * 8);
    const place = `byte of ${region}`;
    const only = (change: (bytes: Buffer) => Buffer) => (given: WireAnswer) =>
      content(given).length > at ? withContent(given, change(content(given))) : given;
    return [
      { place, at, how: "dropped", apply: only((bytes) => dropByte(bytes, at)) },
      { place, at, how: "altered", apply: only((bytes) => alterByte(bytes, at, bit)) },
    ];
  });
}
