import { failureHead } from "../failure-text.ts";
import { red } from "./colour.ts";
import { placesOf, transportsOf, type Cause } from "../causes.ts";

/** Widest line of a list of places. */
const WIDTH = 128;

/** Where the lines of a failure have their text, after the label. */
const INDENT = 12;

/** Most lines of one cause, so that it fits a screen with its places. */
const LINES = 16;

/** Most lines of its places. */
const PLACE_LINES = 6;

/** Causes that are shown in full. Of the others two lines say what it is and where. */
const IN_FULL = 10;

/** The text of a failed row, as its test handed it over. */
export type TextOf = (row: Cause["first"]) => string;

/** Every cause of a failed run, once, with the places where it was seen. */
export function causesText(causes: readonly Cause[], textOf: TextOf): string {
  const full = causes.slice(0, IN_FULL).map((cause) => fullText(cause, textOf(cause.first)));
  const rest = causes.slice(IN_FULL).map((cause) => shortText(cause, textOf(cause.first)));
  if (rest.length === 0) return full.join("\n\n");
  const more = `${String(rest.length)} more, in short; --verbose shows every failure of every test:`;
  return [...full, more, rest.join("\n")].join("\n\n");
}

/** A cause as its first place has it, and where else it was seen. */
function fullText(cause: Cause, text: string): string {
  const lines = text.split("\n").slice(1);
  const shown =
    lines.length <= LINES
      ? lines
      : [...lines.slice(0, LINES), labelled("", `… ${String(lines.length - LINES)} more lines with --verbose`)];
  return [head(cause), ...shown, placesText(cause)].join("\n");
}

/** What was seen at the first place, and where else. */
function shortText(cause: Cause, text: string): string {
  const actual = text.split("\n").find((line) => line.startsWith("  actual"));
  return [head(cause), ...(actual === undefined ? [] : [actual]), placesText(cause, 1)].join("\n");
}

function head(cause: Cause): string {
  return red(failureHead(cause.first.requirement, transportsOf(cause)));
}

/** The cases by the transports that they have in common, wrapped. */
function placesText(cause: Cause, most = PLACE_LINES): string {
  const words = placesOf(cause).flatMap(({ transports, cases }, at, { length }) => [
    ...cases.map((id, index) => `${id}${index < cases.length - 1 ? "," : ""}`),
    `(${transports.join(", ")})${at < length - 1 ? ";" : ""}`,
  ]);
  const lines = wrap(words, WIDTH - INDENT);
  const shown = lines.slice(0, most).join(`\n${" ".repeat(INDENT)}`);
  const { length } = cause.rows;
  const count = length === 1 ? "" : `${String(length)} tests: `;
  return labelled("seen in", `${count}${shown}${lines.length > most ? " …" : ""}`);
}

function labelled(label: string, text: string): string {
  return `  ${label.padEnd(INDENT - 2)}${text}`;
}

function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
