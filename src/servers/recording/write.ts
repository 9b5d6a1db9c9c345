import type { Exchange, HeaderList } from "../../protocol/exchange.ts";
import type { RecordedBody, RecordedExchange } from "./format.ts";

/** Replaces secrets and addresses by placeholders. */
export interface Concealer {
  text(text: string): string;
  bytes(bytes: Uint8Array): Uint8Array;
  /** The value of a header or trailer field. */
  field(name: string, value: string): string;
}

/** An exchange in the form of a recording, its path without the target's base path. */
export function recordedExchange(
  id: string,
  { transport, request, response }: Exchange,
  basePath: string,
  concealer: Concealer,
): RecordedExchange {
  const isText = transport === "rest";
  const concealed = (fields: HeaderList): (readonly [string, string])[] =>
    fields.map(([name, value]) => [name, concealer.field(name, value)]);
  const { httpVersion, method, path, body } = request;
  return {
    id,
    request: {
      httpVersion,
      method,
      path: concealer.text(path.startsWith(basePath) ? path.slice(basePath.length) : path),
      headers: joined(concealed(request.headers)),
      ...(body.length === 0 ? {} : { body: recordedBody(body, isText, concealer) }),
    },
    response: {
      status: response.status,
      headers: concealed(response.headers),
      trailers: joined(concealed(response.trailers)),
      body: recordedBody(response.body, isText, concealer),
    },
  };
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
function recordedBody(body: Uint8Array, isText: boolean, concealer: Concealer): RecordedBody {
  const bytes = Buffer.from(body);
  const text = bytes.toString("utf8");
  if (isText && Buffer.from(text).equals(bytes)) return { text: concealer.text(text) };
  return { base64: Buffer.from(concealer.bytes(bytes)).toString("base64") };
}
