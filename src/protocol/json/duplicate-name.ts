const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The first member name that an object of a JSON text has twice, or undefined. RFC 8259 §4 recommends unique names and
 * I-JSON (RFC 7493 §2.3) requires them; JSON.parse silently keeps the last one.
 *
 * The text must be valid JSON. The scan jumps over strings, because values may be long.
 */
export function duplicateName(text: string): string | undefined {
  // The names in each open object, undefined for an open array.
  const open: (Set<string> | undefined)[] = [];
  let nameIsNext = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = closingQuote(text, at);
        const names = open.at(-1);
        if (nameIsNext && names !== undefined) {
          const name = unquote(text.slice(at, end + 1));
          if (names.has(name)) return name;
          names.add(name);
        }
        nameIsNext = false;
        at = end;
        break;
      }
      case OPEN_OBJECT:
        open.push(new Set());
        nameIsNext = true;
        break;
      case OPEN_ARRAY:
        open.push(undefined);
        nameIsNext = false;
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        open.pop();
        nameIsNext = false;
        break;
      case COMMA:
        nameIsNext = open.at(-1) !== undefined;
        break;
    }
  }
  return undefined;
}

/** The end of the string that begins at a quotation mark. */
function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = end;
    while (text[slashes - 1] === "\\") slashes -= 1;
    if ((end - slashes) % 2 === 0) return end;
  }
  return text.length;
}

/** Two escapings of one name are equal (RFC 8259 §8.3). */
function unquote(escapeRegExp: string): string {
  return escapeRegExp.includes("\\") ? (JSON.parse(escapeRegExp) as string) : escapeRegExp.slice(1, -1);
}
