import * as zlib from "node:zlib";
import { header, type ContentCoding, type HeaderList, type WireResponse } from "./exchange.ts";
import { plainBytes } from "./fields.ts";

type Decode = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array;

/** More than any answer has. A limit is needed because a few bytes can decompress to gigabytes. */
const LIMIT = { maxOutputLength: 1 << 26 };

/** Codings that Node decodes. `deflate` is the zlib format (RFC 9110 §8.4.1.2); zstd needs Node 22.15. */
const DECODERS: Readonly<Record<string, Decode | undefined>> = {
  gzip: zlib.gunzipSync,
  "x-gzip": zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
  zstd: (zlib as { readonly zstdDecompressSync?: Decode }).zstdDecompressSync,
};

/** Registered codings that are not decoded here (IANA, "HTTP Content Coding Registry"). */
const REGISTERED = ["aes128gcm", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "zstd"];

/**
 * Decodes an answer's content when it declares a coding (RFC 9110 §8.4). A client that names no coding accepts every
 * one (RFC 9110 §12.5.3), so a proxy may compress unasked.
 */
export function decodeContent(response: WireResponse): WireResponse {
  const codings = codingsOf(response.headers);
  if (codings.length === 0 || response.body.length === 0 || response.incomplete) return response;
  let { body } = response;
  // The last coding was applied last.
  for (const name of codings.toReversed()) {
    const decode = DECODERS[name];
    if (decode === undefined) return { ...response, coding: { codings, ...undecodable(name) } };
    try {
      body = plainBytes(decode(body, LIMIT));
    } catch {
      return { ...response, coding: { codings, problem: `declared as ${name}, and not ${name}` } };
    }
  }
  return { ...response, body, coding: { codings } };
}

function undecodable(name: string): Pick<ContentCoding, "problem" | "unreadable"> {
  return REGISTERED.includes(name)
    ? { unreadable: name }
    : { problem: `declared as ${name}, which is not a registered coding` };
}

/** The codings of an answer's content, in the order of their application; `identity` means none (RFC 9110 §12.5.3). */
export function codingsOf(headers: HeaderList): readonly string[] {
  return (header(headers, "content-encoding") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "" && name !== "identity");
}
