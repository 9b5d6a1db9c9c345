import type { HeaderList } from "./exchange.ts";

/**
 * Node's flat list of names and values as pairs. Pseudo-header fields (RFC 9113 §8.3) are not fields of the message.
 */
export function fieldsOf(flat: readonly string[]): HeaderList {
  const fields: [string, string][] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const name = flat[at] ?? "";
    if (!name.startsWith(":")) fields.push([name, flat[at + 1] ?? ""]);
  }
  return fields;
}

/** Fields in Node's form: repeated ones as a list, in order of first occurrence. */
export function toNodeHeaders(fields: HeaderList): Record<string, string | string[]> {
  // No prototype, because its members would look like earlier fields.
  const headers = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of fields) {
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return headers;
}

/** Joins the chunks of a message's body into a plain Uint8Array, which compares equal to any other. */
export function joinChunks(chunks: readonly Buffer[]): Uint8Array {
  const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  return plainBytes(whole);
}

/** The same bytes as a plain Uint8Array, since Buffer's methods differ. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
