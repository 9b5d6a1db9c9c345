/** How much of a body is shown, in bytes. */
export const SHOWN_BYTES = 2048;

/** What is looked at for secrets: more than is shown, so that none is cut in two before it is found. */
export const READ_BYTES = 4 * SHOWN_BYTES;

/** Text as text, everything else as a dump of hexadecimal bytes with their characters beside them. */
export function showBytes(bytes: Uint8Array): string {
  // A character that the cut went through shows as U+FFFD at the end, and makes the rest no less a text.
  const text = Buffer.from(bytes).toString("utf8").replace(/�+$/, "");
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f�]/.test(text) ? hexDump(bytes) : text;
}

function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join("\n");
}
