import type { HttpVersion, Transport } from "../contract/transport.ts";

/** Header or trailer fields in wire order, with names as sent. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as sent. The path is the raw request target, including its percent-encoding. */
export interface WireRequest {
  readonly httpVersion: HttpVersion;
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** The content codings of an answer, and what is wrong with them. */
export interface ContentCoding {
  /** In the order of their application, in lower case. */
  readonly codings: readonly string[];
  /** Why the content cannot be decoded; it then stays as received. */
  readonly problem?: string;
  /** The coding that this Node cannot decode; the content then stays as received. */
  readonly unreadable?: string;
}

/** A response as received, with no fields joined or dropped; only content codings are undone. */
export interface WireResponse {
  readonly httpVersion: HttpVersion;
  readonly status: number;
  readonly headers: HeaderList;
  readonly trailers: HeaderList;
  readonly body: Uint8Array;
  /** True when the connection ended before the message was complete (RFC 9112 §8). */
  readonly incomplete: boolean;
  /** Absent where no coding is declared. */
  readonly coding?: ContentCoding;
}

/** One request and its response. */
export interface Exchange {
  readonly transport: Transport;
  readonly request: WireRequest;
  readonly response: WireResponse;
  /** When the request was sent, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** From the first byte sent to the last byte received, in milliseconds. */
  readonly duration: number;
}

/** The values of a header field, in order, by case-insensitive name (RFC 9110 §5.1). */
export function headerValues(headers: HeaderList, name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [candidate, value] of headers) if (isNamed(candidate, wanted)) values.push(value);
  return values;
}

/** The field's values joined as one list (RFC 9110 §5.3), or undefined when the field is absent. */
export function header(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  let joined: string | undefined;
  for (const [candidate, value] of headers) {
    if (isNamed(candidate, wanted)) joined = joined === undefined ? value : `${joined}, ${value}`;
  }
  return joined;
}

/** Asked for each field of each answer many times: most names differ in length. */
function isNamed(candidate: string, wanted: string): boolean {
  return candidate.length === wanted.length && (candidate === wanted || candidate.toLowerCase() === wanted);
}

/** The media type of a message in lower case, without parameters, or undefined when it declares none. */
export function mediaType(headers: HeaderList): string | undefined {
  return header(headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
}
