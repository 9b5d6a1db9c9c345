import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { HttpVersion } from "../../contract/exchange.ts";
import type { RawRequest } from "./request.ts";

const MAX_BODY = 1_048_576;

/** Reads a request's body whole; undefined when it is larger than any request of this operation can be. */
export async function readBody(stream: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Puts a request into the form that the rest of the server takes. */
export function rawRequest(
  httpVersion: HttpVersion,
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): RawRequest {
  const fields = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !name.startsWith(":")) fields.set(name, Array.isArray(value) ? value : [value]);
  }
  return { httpVersion, method, target, headers: fields, body };
}
