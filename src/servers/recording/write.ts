import type { Transport } from "../../contract/transport.ts";
import type { Exchange, HeaderList } from "../../protocol/exchange.ts";
import { changeCompressed, fieldsOfContent } from "./compressed.ts";
import type { RecordedBody, RecordedExchange } from "./format.ts";

/** Replaces secrets and addresses. */
export interface Concealer {
  text(text: string): string;
  bytes(bytes: Uint8Array): Uint8Array;
  /** The value of a header or trailer field. */
  field(name: string, value: string): string;
}

/** An exchange in the form of a recording, its path without the target's base path. */
export function recordedExchange(
  id: string,
  exchange: Exchange,
  basePath: string,
  concealer: Concealer,
): RecordedExchange {
  return {
    id,
    request: recordedRequest(exchange, basePath, concealer),
    response: recordedResponse(exchange, concealer),
  };
}

/** The request of an exchange alone: the response to one that is recorded already is not needed. */
export function recordedRequest(
  { transport, request }: Exchange,
  basePath: string,
  concealer: Concealer,
): RecordedExchange["request"] {
  const { httpVersion, method, path, headers, body } = request;
  return {
    httpVersion,
    method,
    path: concealer.text(path.startsWith(basePath) ? path.slice(basePath.length) : path),
    headers: joined(concealed(headers, concealer)),
    ...(body.length === 0 ? {} : { body: recordedBody(body, transport, concealer) }),
  };
}

/** The response of an exchange alone. */
export function recordedResponse(
  { transport, response }: Exchange,
  concealer: Concealer,
): RecordedExchange["response"] {
  const body = changeCompressed(response, (bytes) => concealer.bytes(bytes));
  return {
    status: response.status,
    headers: concealed(fieldsOfContent(response, body.length), concealer),
    trailers: byName(concealed(response.trailers, concealer)),
    body: recordedBody(body, transport, concealer),
  };
}

function concealed(fields: HeaderList, concealer: Concealer): readonly (readonly [string, string])[] {
  return fields.map(([name, value]) => [name, concealer.field(name, value)]);
}

/** A repeated trailer is one wrong answer, and a list in one trailer another: a recording has either. */
function byName(trailers: HeaderList): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of trailers) {
    const before = found[name];
    found[name] = before === undefined ? value : [before, value].flat();
  }
  return found;
}

/** Repeated fields become one list (RFC 9110 §5.3). */
function joined(fields: HeaderList): Record<string, string> {
  const byName = new Map<string, string>();
  for (const [name, value] of fields) {
    const before = byName.get(name);
    byName.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(byName);
}

/** Readable text where the bytes are UTF-8 and not frames. */
function recordedBody(body: Uint8Array, transport: Transport, concealer: Concealer): RecordedBody {
  const bytes = Buffer.from(concealer.bytes(body));
  const text = bytes.toString("utf8");
  return transport === "rest" && Buffer.from(text).equals(bytes) ? { text } : { base64: bytes.toString("base64") };
}
