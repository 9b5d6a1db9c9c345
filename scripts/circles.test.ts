import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";

const SRC = join(import.meta.dirname, "../src");

/** The files that each file of src imports, types included. */
function importGraph(): ReadonlyMap<string, readonly string[]> {
  const names = readdirSync(SRC, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name.endsWith(".ts")).map((name) => join(SRC, name));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  return namesIn(readFileSync(file, "utf8")).map((name) => resolve(dirname(file), name));
}

/**
 * The files that a text imports or exports from, as Prettier writes it: to load TypeScript's own parser takes longer than
 * to read every file. A comment or a text that looks the same is taken for an import too.
 */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:from|import) ?\(?\s*"(\.[^"\n]*)"/g)].map(([, name = ""]) => name);
}

/** The first circle in the graph, or undefined when there is none. */
function firstCircle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...path, file]);
      if (circle !== undefined) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = walk(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

test("finds a circle of three files behind a file that is not part of it", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["d"]],
    ["d", ["b"]],
  ]);
  assert.deepEqual(firstCircle(graph), ["b", "c", "d", "b"]);
});

test("knows each form of an import", () => {
  const text = `
import { one } from "./one.ts";
import type { two } from "../two.ts";
import "./three.ts";
export * from "./four.ts";
export type { five } from "./five.ts";
import {
  six,
} from "./six.ts";
const { seven } = await import("./seven.ts");
type Eight = import("./eight.ts").Eight;
const nine = await import(
  "./nine.ts"
);
import test from "node:test";
`;
  const names = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
  assert.deepEqual(
    namesIn(text),
    names.map((name) => `${name === "two" ? "." : ""}./${name}.ts`),
  );
});

test("no files of src import each other in a circle, types included", () => {
  const graph = importGraph();
  assert.ok(graph.size > 300, "the graph holds the whole of src");
  assert.ok([...graph.values()].flat().length > 2000, "the graph holds every import");
  assert.deepEqual(firstCircle(graph), undefined);
});
