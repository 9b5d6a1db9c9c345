import type { Readable } from "node:stream";
import type { HttpVersion } from "../../contract/transport.ts";
import type { RawRequest } from "./request.ts";

const MAX_BODY = 1_048_576;

/** Header fields by name in lower case, with one value or several. */
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads a request's whole body; undefined when it is larger than any request of this operation. Such a body is read to
 * its end and dropped, because a client may not read an answer before. Rejects when the client disconnects.
 */
export async function readBody(stream: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BODY) chunks.push(chunk);
  }
  return length > MAX_BODY ? undefined : Buffer.concat(chunks);
}

/**
 * Fields from Node's raw list of names and values. Its `headers` has only the first Authorization and hides a second
 * one.
 */
export function fieldsAsSent(flat: readonly string[]): Fields {
  const fields: Record<string, string[]> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) {
    (fields[flat[at]?.toLowerCase() ?? ""] ??= []).push(flat[at + 1] ?? "");
  }
  return fields;
}

/** Converts a request to the server's own form. A missing body means that it was too large; `secure` means TLS. */
export function rawRequest(
  httpVersion: HttpVersion,
  method: string,
  target: string,
  headers: Fields,
  body: Buffer | undefined,
  secure = false,
): RawRequest {
  const fields = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !name.startsWith(":")) fields.set(name, typeof value === "string" ? [value] : value);
  }
  return {
    httpVersion,
    method,
    target,
    origin: `${secure ? "https" : "http"}://${authorityOf(target, headers)}`,
    headers: fields,
    body: body ?? Buffer.alloc(0),
    tooLarge: body === undefined,
  };
}

/** A target in absolute form outranks the Host field (RFC 9112 §3.2.2); HTTP/2 has a field of its own (RFC 9113 §8.3.1). */
function authorityOf(target: string, headers: Fields): string {
  const [, absolute] = /^https?:\/\/([^/?]*)/i.exec(target) ?? [];
  return absolute ?? first(headers[":authority"]) ?? first(headers["host"]) ?? "";
}

function first(values: string | readonly string[] | undefined): string | undefined {
  return typeof values === "string" ? values : values?.[0];
}
