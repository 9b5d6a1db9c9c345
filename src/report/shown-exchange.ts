import { mediaType, type Exchange, type HeaderList } from "../protocol/exchange.ts";
import type { Redactor } from "./redact.ts";

/** How much of a body is shown, in bytes. */
export const SHOWN_BYTES = 2048;

/** What is looked at for secrets: more than is shown, so that none is cut in two before it is found. */
const READ_BYTES = 4 * SHOWN_BYTES;

interface Field {
  readonly name: string;
  readonly value: string;
}

interface ShownBody {
  readonly contentType?: string;
  readonly encoding: "utf8";
  readonly value: string;
  readonly size: number;
  readonly truncated: boolean;
}

/**
 * An exchange without credentials and with short bodies, in the form that Allure 3 shows as an HTTP exchange
 * (`application/vnd.allure.http+json`, version 1).
 */
export interface ShownExchange {
  readonly schemaVersion: 1;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly headers: readonly Field[];
    readonly body?: ShownBody;
  };
  readonly response: {
    readonly status: number;
    readonly httpVersion: string;
    readonly headers: readonly Field[];
    readonly trailers?: readonly Field[];
    readonly body?: ShownBody;
  };
  readonly start: number;
  readonly stop: number;
}

/** Makes an exchange fit to be shown. */
export function showExchange(exchange: Exchange, redactor: Redactor): ShownExchange {
  const { request, response, startedAt, duration } = exchange;
  const trailers = fields(response.trailers, redactor);
  return {
    schemaVersion: 1,
    request: {
      method: request.method,
      url: redactor.text(request.path),
      httpVersion: request.httpVersion,
      headers: fields(request.headers, redactor),
      ...body(request.body, request.headers, redactor),
    },
    response: {
      status: response.status,
      httpVersion: response.httpVersion,
      headers: fields(response.headers, redactor),
      ...(trailers.length === 0 ? {} : { trailers }),
      ...body(response.body, response.headers, redactor),
    },
    start: Math.round(startedAt),
    stop: Math.round(startedAt + duration),
  };
}

function fields(headers: HeaderList, redactor: Redactor): Field[] {
  return headers.map(([name, value]) => ({ name, value: redactor.field(name, value) }));
}

function body(bytes: Uint8Array, headers: HeaderList, redactor: Redactor): { readonly body?: ShownBody } {
  if (bytes.length === 0) return {};
  const type = mediaType(headers);
  const value = showBytes(redactor.bytes(bytes.subarray(0, READ_BYTES)).subarray(0, SHOWN_BYTES));
  const truncated = bytes.length > SHOWN_BYTES;
  return {
    body: {
      ...(type === undefined ? {} : { contentType: type }),
      encoding: "utf8",
      value,
      size: bytes.length,
      truncated,
    },
  };
}

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
