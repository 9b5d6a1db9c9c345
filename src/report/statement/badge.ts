import { OPERATION } from "../../contract/operation.ts";
import type { Statement } from "../conformance.ts";
import { plainHtml as plain } from "./html-parts.ts";
import { verdictOf } from "./verdict.ts";

/** White can be read on each. */
const COLOURS = ["#1b6b36", "#a3182a", "#5c5f66"] as const;

/** About the width of a character of Verdana at 11 px; `textLength` makes it exact. */
const CHARACTER = 6.8;

const PADDING = 8;

/** The verdict as a badge for a README or a dashboard. */
export function statementBadge(statement: Statement): string {
  const { code, short, sentence } = verdictOf(statement);
  const [left, right] = [widthOf(OPERATION.name), widthOf(short)];
  const width = left + right + 4 * PADDING;
  const middle = left + 2 * PADDING;
  const text = (words: string, x: number, length: number): string =>
    `<text x="${String(x)}" y="14" textLength="${String(length)}">${plain(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="20" role="img" aria-label="${plain(`${OPERATION.name}: ${short}`)}">`,
    `<title>${plain(sentence)}</title>`,
    `<clipPath id="r"><rect width="${String(width)}" height="20" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${String(width)}" height="20" fill="#3d4046"/>`,
    `<rect x="${String(middle)}" width="${String(width - middle)}" height="20" fill="${COLOURS[code]}"/></g>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    `${text(OPERATION.name, PADDING, left)}${text(short, middle + PADDING, right)}</g></svg>\n`,
  ].join("");
}

function widthOf(text: string): number {
  return Math.round(text.length * CHARACTER);
}
