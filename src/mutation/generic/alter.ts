/** A source of numbers from 0 to 1. */
export type Random = () => number;

/** The same text with one letter or digit, that the seed draws, turned into another of its kind. */
export function alterText(text: string, random: Random): string {
  const places = [...text.matchAll(/[a-z0-9]/gi)].map(({ index }) => index);
  if (places.length === 0) return `${text}x`;
  const place = places[Math.floor(random() * places.length)] ?? 0;
  return text.slice(0, place) + nextOf(text.charAt(place)) + text.slice(place + 1);
}

/** The same bytes with one bit, that the seed draws, of one byte turned over. */
export function alterByte(bytes: Buffer, at: number, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
  return changed;
}

/** The same bytes without one of them. */
export function dropByte(bytes: Buffer, at: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
}

/** Another JSON value in a value's place: never of the same meaning. */
export function alterJson(value: unknown, random: Random): unknown {
  if (typeof value === "string") return alterText(value, random);
  if (typeof value === "number") return value + 1;
  return Array.isArray(value) ? {} : [];
}

function nextOf(character: string): string {
  if (character === "9") return "0";
  if (character.toLowerCase() === "z") return character === "z" ? "a" : "A";
  return String.fromCharCode(character.charCodeAt(0) + 1);
}
