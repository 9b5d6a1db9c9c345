import type { HeaderList } from "./exchange.ts";

/**
 * Reads the payload of a gRPC-Web trailer frame, "Key-Value pairs encoded as a HTTP/1 headers block" (gRPC
 * PROTOCOL-WEB). Names stay as sent, though they should be lower case. A bare line feed ends a line, a line without a
 * colon is a name without a value, and bytes are Latin-1, as in HTTP fields.
 */
export function readTrailerFrame(payload: Uint8Array): HeaderList {
  const lines = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString("latin1").split(/\r?\n/);
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const colon = line.indexOf(":");
      return colon < 0 ? [line, ""] : [line.slice(0, colon), trimOws(line.slice(colon + 1))];
    });
}

/** Optional white space around a field value is not part of it (RFC 9110 §5.5). */
function trimOws(value: string): string {
  return value.replace(/^[ \t]+/, "").trimEnd();
}
