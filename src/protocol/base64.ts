/**
 * Decodes standard base64 with padding (RFC 4648 §4). Returns undefined for anything else: another alphabet, white
 * space, missing padding, or pad bits that are not zero (§3.5).
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  // Buffer skips unknown characters, so only the canonical form encodes back to the same text.
  return bytes.toString("base64") === text ? new Uint8Array(bytes) : undefined;
}

/** Decodes base64 with or without padding, as binary gRPC metadata may have it (gRPC PROTOCOL-HTTP2, "Custom-Metadata"). */
export function decodeBinaryField(value: string): Uint8Array | undefined {
  const bare = value.replace(/={1,2}$/, "");
  return decodeBase64(bare.padEnd(Math.ceil(bare.length / 4) * 4, "="));
}

/** Decodes base64 in one or more padded pieces, one for each flush of the server (gRPC PROTOCOL-WEB). */
export function decodeBase64Pieces(text: string): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  for (const piece of text.match(/[^=]+={0,2}|=+/g) ?? []) {
    const bytes = decodeBase64(piece);
    if (bytes === undefined) return undefined;
    pieces.push(bytes);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
