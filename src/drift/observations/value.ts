import { createHash } from "node:crypto";

/** Longest text that is shown as it is. */
const SHOWN = 120;

/** Bytes by their number and a hash, so that no value of a user's stands in a baseline. */
export function bytesObservation(bytes: Uint8Array): string {
  return `${String(bytes.length)} bytes sha256:${shortHash(bytes)}`;
}

/** A text on one line, a long one by its beginning and a hash. */
export function textObservation(text: string): string {
  const shown = JSON.stringify(text);
  return shown.length <= SHOWN ? shown : `${shown.slice(0, SHOWN)}… sha256:${shortHash(Buffer.from(text))}`;
}

function shortHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}
