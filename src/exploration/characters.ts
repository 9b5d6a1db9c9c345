/** Kinds of characters that servers treat alike, each with one that stands for it. */
const KINDS: readonly (readonly [kind: string, like: RegExp, one: string])[] = [
  ["NUL", /^\u0000$/, "\u0000"],
  ["a control character", /^[\u0001-\u001f\u007f]$/, "\n"],
  ["a combining mark", /^\p{M}$/u, "\u0308"],
  ["a character of Latin-1", /^[\u0080-\u00ff]$/, "ü"],
  ["a character of four bytes", /^[\u{10000}-\u{10ffff}]$/u, "😀"],
  ["another character than ASCII", /^[^\u0000-\u007f]$/u, "中"],
];

/** Letters, digits, `-` and `_`. */
export const PLAIN_KIND = "a plain character";
const PLAIN = /^[A-Za-z0-9_-]$/;
/** ASCII characters that mean something somewhere. */
export const PUNCTUATION: readonly string[] = Array.from(" !\"#$%&'()*+,./:;<=>?@[\\]^`{|}~");

/** Places in a key where one of the target's own is put. */
const TEMPLATE = /(\{(?:key|KEY|prefix|missing|fresh)\})/;

/** The kinds of a key's characters beside letters, digits, `-` and `_`; punctuation is each a kind of its own. */
export function kindsOf(key: string): ReadonlySet<string> {
  const own = key.split(TEMPLATE).filter((part) => !TEMPLATE.test(part));
  return new Set([...own.join("")].filter((character) => !PLAIN.test(character)).map(kindOf));
}

/** The key with another character in place of those of a kind. */
export function exchanged(key: string, kind: string, character: string): string {
  const exchange = (part: string): string =>
    [...part].map((each) => (kindOf(each) === kind ? character : each)).join("");
  return key
    .split(TEMPLATE)
    .map((part) => (TEMPLATE.test(part) ? part : exchange(part)))
    .join("");
}

/** One character of each kind, by its kind. */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ...PUNCTUATION.map((character) => [kindOf(character), character] as const),
  ...KINDS.map(([kind, , one]) => [kind, one] as const),
]);

function kindOf(character: string): string {
  if (PLAIN.test(character)) return PLAIN_KIND;
  return KINDS.find(([, like]) => like.test(character))?.[0] ?? JSON.stringify(character);
}
