import { isWrittenOtherwise, plainly, writtenCharacters } from "../util/written.ts";

/** A change of a text that does not change its length. */
type Change = (text: string) => string;

/** Changes what a text means, and writes each character in the way in which it was written. */
export function changeMeaning(text: string, change: Change): string {
  if (!isWrittenOtherwise(text)) return change(text);
  const plain = plainly(text);
  const changed = change(plain);
  return writtenCharacters(text)
    .map((each, at) => (changed[at] === plain[at] ? each : rewritten(each, changed.charAt(at))))
    .join("");
}

function rewritten(written: string, character: string): string {
  return written.length === 1
    ? character
    : written.slice(0, -2) + character.charCodeAt(0).toString(16).padStart(2, "0");
}

/** Text that may be base64 of a piece of a secret, in either alphabet. */
const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;

/** Changes what base64 in a text holds, wherever it begins. */
export function changeBase64(text: string, change: Change): string {
  return text.replace(BASE64, (encoded) =>
    [0, 1, 2, 3].reduce((shown, from) => changeFrom(shown, from, change), encoded),
  );
}

/** Changes base64 that begins at a place. Characters whose bytes do not change stay as they are. */
function changeFrom(encoded: string, from: number, change: Change): string {
  const body = encoded.slice(from);
  const bytes = Buffer.from(body, "base64");
  const changed = Buffer.from(change(bytes.toString("latin1")), "latin1");
  if (changed.equals(bytes)) return encoded;
  const written = changed.toString(/[-_]/.test(body) ? "base64url" : "base64");
  const shown = Array.from(body, (character, at) =>
    sameBytes(bytes, changed, at) ? character : (written[at] ?? character),
  );
  return encoded.slice(0, from) + shown.join("");
}

/** True where the character's group of four stands for the same three bytes. */
function sameBytes(one: Buffer, other: Buffer, at: number): boolean {
  const from = Math.floor(at / 4) * 3;
  return one.subarray(from, from + 3).equals(other.subarray(from, from + 3));
}
