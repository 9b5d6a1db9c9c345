/** A character as it is, percent-encoded (RFC 3986 §2.1) or with JSON's escape (RFC 8259 §7). */
const WRITTEN = /(?:%|\\u00)[0-9a-f]{2}|[^]/gi;

/** Only those that are written otherwise: to look at every character takes long. */
const ESCAPES = /(?:%|\\u00)([0-9a-f]{2})/gi;

/** False where every character of a text stands for itself. */
export function isWrittenOtherwise(text: string): boolean {
  return /%|\\u00/i.test(text);
}

/** A text's characters, each as it is written. */
export function writtenCharacters(text: string): readonly string[] {
  return text.match(WRITTEN) ?? [];
}

/** What a text means: each byte that is percent-encoded or escaped as the character that Latin-1 has for it. */
export function plainly(text: string): string {
  return text.replace(ESCAPES, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
