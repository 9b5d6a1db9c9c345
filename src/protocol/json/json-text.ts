import type { JsonBody } from "../outcome.ts";
import { duplicateName } from "./duplicate-name.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The escape of a surrogate; only a pair of them is a character. */
const SURROGATE_ESCAPE = /\\u[dD][89A-Fa-f]/;

/**
 * Reads a body as one JSON text in UTF-8 (RFC 8259 §2 and §8.1), with unique member names (RFC 7493 §2.3) and without
 * halves of surrogate pairs (RFC 8259 §8.2, RFC 7493 §2.1).
 */
export function readJsonText(body: Uint8Array): JsonBody {
  if (body.length === 0) return broken("the body is empty");
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return broken("the body is not UTF-8");
  }
  if (text.startsWith("\ufeff")) return broken("the body begins with a byte order mark");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message changes between Node releases and may quote the body.
    return broken("the body is not one JSON text");
  }
  if (SURROGATE_ESCAPE.test(text) && holdsHalfPair(value)) return broken("a string has half of a surrogate pair");
  const name = duplicateName(text);
  if (name !== undefined) return broken(`an object has two members named ${JSON.stringify(name)}`);
  return { kind: "json", value, problem: undefined };
}

function broken(problem: string): JsonBody {
  return { kind: "json", value: undefined, problem };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** True when a string or name within a value has half of a surrogate pair: UTF-8 cannot write it. */
function holdsHalfPair(value: unknown): boolean {
  if (typeof value === "string") return LONE_SURROGATE.test(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, member]) => LONE_SURROGATE.test(name) || holdsHalfPair(member));
}
