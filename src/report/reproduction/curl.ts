import { gzipSync } from "node:zlib";
import { header, type HeaderList, type WireRequest } from "../../protocol/exchange.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { basePathOf } from "../../transports/base-path.ts";
import { shellWord, type WordPart } from "../../util/shell.ts";
import { trustSwitches } from "./trust.ts";
import { wordWriter } from "./word-parts.ts";

/** Fields that curl adds unless it is told not to. */
const ADDED = ["accept", "user-agent"];

/** What it adds to a body. HTTP/1.1 needs the length, and the suite sends it as well. */
const ADDED_TO_BODY = { "1.1": ["content-type"], "2.0": ["content-type", "content-length"] } as const;

/** Longest line that somebody would paste. */
const LONGEST = 8000;

/** From here on a body is packed where that makes it shorter. */
const LONG_BODY = 400;

/**
 * The line that sends the same bytes with curl, or undefined where a shell or curl cannot send them. The body goes
 * through base64, so that any bytes can be pasted; `--output -` shows an answer that is not text as well.
 */
export function curlLine(request: WireRequest, descriptor: TargetDescriptor): string | undefined {
  const path = request.path.slice(basePathOf(descriptor.baseUrl).length);
  // curl keeps a fragment to itself, and takes no URL with other characters.
  if (!/^[\x21-\x7e]*$/.test(path) || path.includes("#")) return undefined;
  const write = wordWriter(descriptor);
  const words = [
    "curl -i",
    ...trustSwitches(descriptor).map(([name, value]) => `--${name} ${value}`),
    ...switches(request, path),
    ...fieldWords(request, write),
    shellWord([{ expansion: "$ZITADEL_BASE_URL" }, ...write(path)]),
  ];
  if (words.includes(undefined)) return undefined;
  const line = `${bodyPipe(request.body)}${words.join(" ")}`;
  return line.length > LONGEST ? undefined : line;
}

function switches(request: WireRequest, path: string): string[] {
  const { method, httpVersion, body, headers } = request;
  const usualMethod = hasData(request) ? "POST" : "GET";
  const codings = header(headers, "accept-encoding");
  return [
    httpVersion === "2.0" ? "--http2-prior-knowledge" : "--http1.1",
    ...(method === "HEAD" ? ["--head"] : method === usualMethod ? [] : [`-X ${method}`]),
    ...(/\/(\.|%2e){1,2}(\/|$|\?)/i.test(path) ? ["--path-as-is"] : []),
    ...(/[[\]{}]/.test(path) ? ["--globoff"] : []),
    ...(codings === undefined ? [] : ["--compressed"]),
    ...(hasData(request) ? [`--data-binary ${body.length > 0 ? "@-" : "''"}`] : []),
    ...(isRpc(headers) ? ["--output -"] : []),
  ];
}

function hasData({ method, body }: Pick<WireRequest, "method" | "body">): boolean {
  return body.length > 0 || method === "POST";
}

/** The bytes before the pipe; printf adds no line feed. */
function bodyPipe(body: Uint8Array): string {
  if (body.length === 0) return "";
  const plain = Buffer.from(body).toString("base64");
  if (plain.length < LONG_BODY) return `printf %s ${plain} | base64 -d | `;
  const packed = gzipSync(body).toString("base64");
  return packed.length < plain.length
    ? `printf %s ${packed} | base64 -d | gunzip | `
    : `printf %s ${plain} | base64 -d | `;
}

/** A gRPC answer is not text, and curl writes such a one to a terminal only when it is told to. */
function isRpc(headers: HeaderList): boolean {
  return header(headers, "content-type")?.startsWith("application/grpc") === true;
}

/** The fields that were sent, and none besides. */
function fieldWords(
  { headers, method, body, httpVersion }: WireRequest,
  write: (text: string) => readonly WordPart[],
): (string | undefined)[] {
  const sent = headers.filter(([name]) => !name.startsWith(":"));
  const added = hasData({ method, body }) ? [...ADDED, ...ADDED_TO_BODY[httpVersion]] : ADDED;
  const unwanted = added.filter((name) => header(headers, name) === undefined);
  return [
    ...unwanted.map((name) => `-H ${name}:`),
    ...sent.map(([name, value]) => {
      // curl leaves out a field without a value, unless it ends in a semicolon.
      const word = value === "" ? shellWord([`${name};`]) : shellWord([`${name}: `, ...write(value)]);
      return word === undefined ? undefined : `-H ${word}`;
    }),
  ];
}
