import type { RawRequest } from "../http/request.ts";
import { bytesOf, type RecordedExchange, type Recording } from "./format.ts";
import { withTokens, type RecordedTokens } from "./tokens.ts";

/** Fields that distinguish requests; others, such as Host and User-Agent, do not matter here. */
const MEANINGFUL =
  /^(authorization|accept|accept-language|content-type|origin|te|x-grpc-web|x-zitadel-orgid|grpc-.+|access-control-request-.+|connect-protocol-version)$/;

/** Deliberately wrong credentials, matched by their kind. */
const CREDENTIAL_KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["very long", /^Bearer x{1000,}$/],
  ["unsigned JWT", /^Bearer eyJhbGciOiJub25lIn0\.[^.]*\.$/],
];

/** Finds the recorded answers to requests. */
export class Matcher {
  readonly #byRequest = new Map<string, RecordedExchange[]>();

  constructor(recording: Recording, tokens: RecordedTokens) {
    for (const exchange of recording.exchanges) {
      const print = recordedPrint(exchange, tokens);
      this.#byRequest.set(print, [...(this.#byRequest.get(print) ?? []), exchange]);
    }
  }

  /** The answer to a request, or undefined when the recording has none. */
  find(request: RawRequest): RecordedExchange | undefined {
    const found = this.#byRequest.get(requestPrint(request));
    const [first] = found ?? [];
    // The life of one value was recorded with repeated requests: they are answered in the recorded order.
    if (first !== undefined && isOfLife(first.id) && (found?.length ?? 0) > 1) found?.shift();
    return first;
  }
}

/** True for the exchanges in which one value is created, changed and deleted. */
function isOfLife(id: string): boolean {
  return /^[a-z-]+\/life\//.test(id);
}

function recordedPrint({ request }: RecordedExchange, tokens: RecordedTokens): string {
  const { httpVersion, method, path, headers, body } = request;
  const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, withTokens(value, tokens)]);
  return print(httpVersion, method, withTokens(path, tokens), fields, bytesOf(body));
}

function requestPrint({ httpVersion, method, target, headers, body }: RawRequest): string {
  const fields = [...headers].map(([name, values]): [string, string] => [name, values.join(", ")]);
  return print(httpVersion, method, target, fields, body);
}

function print(version: string, method: string, path: string, fields: [string, string][], body: Buffer): string {
  // HTTP/1.1 does not carry the white space around a value (RFC 9110 §5.5).
  const meaningful = fields
    .filter(([name]) => MEANINGFUL.test(name.toLowerCase()))
    .map(([name, value]) => `${name.toLowerCase()}: ${kindOf(version === "1.1" ? value.trim() : value)}`)
    .sort();
  return [version, method, path, ...meaningful, body.toString("base64")].join("\n");
}

function kindOf(value: string): string {
  return CREDENTIAL_KINDS.find(([, pattern]) => pattern.test(value))?.[0] ?? value;
}
