import type { JsonBody } from "../outcome.ts";
import { duplicateName } from "./duplicate-name.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a body as one JSON text in UTF-8 (RFC 8259 §2 and §8.1), with unique member names (RFC 7493 §2.3). */
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
  const name = duplicateName(text);
  if (name !== undefined) return broken(`an object has two members named ${JSON.stringify(name)}`);
  return { kind: "json", value, problem: undefined };
}

function broken(problem: string): JsonBody {
  return { kind: "json", value: undefined, problem };
}
