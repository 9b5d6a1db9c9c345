/** A piece of a shell word: text as it is, or an expansion such as `$ZITADEL_TOKEN`, which the shell must still do. */
export type WordPart = string | { readonly expansion: string };

/** What means itself between double quotes, also where a shell has a history (bash, "History Expansion"). */
const PLAIN = /^[\x20-\x7e]*$/;
const SPECIAL = /["\\$`!]/;

/**
 * One word for a POSIX shell and bash, or undefined for what no argument can hold: NUL, and characters that are not
 * bytes. Control characters and bytes above 0x7f are written as `$'…'`, which bash, zsh and ksh know.
 */
export function shellWord(given: readonly WordPart[]): string | undefined {
  const parts = joined(given);
  const texts = parts.filter((part) => typeof part === "string");
  if (texts.some((text) => /[\0\u0100-\uffff]/.test(text))) return undefined;
  const isPlain = texts.every((text) => PLAIN.test(text) && !SPECIAL.test(text));
  if (isPlain && parts.length > texts.length)
    return `"${parts.map((part, at) => shown(part, parts[at + 1])).join("")}"`;
  const words = parts.map((part) => (typeof part === "string" ? quoted(part) : `"${part.expansion}"`));
  return words.length === 0 ? "''" : words.join("");
}

/** Text as one word, such as the value of a variable; undefined where no argument can hold it. */
export function shellQuote(text: string): string | undefined {
  return shellWord([text]);
}

/** Neighbouring texts as one, and no empty ones. */
function joined(parts: readonly WordPart[]): readonly WordPart[] {
  const all: WordPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === "string" && typeof last === "string") all.splice(-1, 1, `${last}${part}`);
    else if (part !== "") all.push(part);
  }
  return all;
}

/** Between double quotes; a name that text follows would swallow its first letters. */
function shown(part: WordPart, next: WordPart | undefined): string {
  if (typeof part === "string") return part;
  const isSwallowing = typeof next === "string" && /^\w/.test(next);
  return isSwallowing ? part.expansion.replace(/^\$(\w+)$/, "${$1}") : part.expansion;
}

/** Nothing is special between single quotes, and only a single quote ends them. */
function quoted(text: string): string {
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text)) return text;
  if (PLAIN.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${text.replace(/[^\x20-\x7e]|['\\]/g, escaped)}'`;
}

function escaped(character: string): string {
  if (character === "'" || character === "\\") return `\\${character}`;
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
