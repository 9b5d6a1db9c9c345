import { field, type RawRequest } from "../../servers/http/request.ts";
import { content, type WireAnswer } from "../../servers/http/wire.ts";
import type { Behaviour, Context } from "../../servers/reference/behaviour.ts";
import { both, error, errorWith, failure, isEntry, isError, isRpc, rpc, trailer, wire } from "./change.ts";
import { define } from "./define.ts";

const web = ({ call }: Context): boolean => call.transport === "grpc-web";
const grpc = ({ call }: Context): boolean => call.transport === "grpc";

/** The hexadecimal bytes of a request's body. */
function hex(raw: RawRequest): string {
  return raw.body.toString("hex");
}

/** Answers requests with a body of their own kind with another code. */
function bodyGets(pattern: RegExp, code: number): Behaviour {
  return {
    answer: (answer, { raw, transport }) =>
      transport !== "rest" && pattern.test(hex(raw)) ? failure(code, 500) : answer,
  };
}

/** Cuts the content at its half and closes the connection. */
function cut(answer: WireAnswer): WireAnswer {
  const body = content(answer);
  return { ...answer, chunks: [body.subarray(0, Math.floor(body.length / 2))], trailers: [], ending: "cut" };
}

/** Puts a length into the first frame's prefix that is not its own. */
function announce(change: (length: number) => number) {
  return (answer: WireAnswer): WireAnswer => {
    const body = Buffer.from(content(answer));
    body.writeUInt32BE(change(body.readUInt32BE(1)), 1);
    return { ...answer, chunks: [body] };
  };
}

/** Changes the text of the trailer frame, which is the last chunk, and puts its new length before it. */
function trailerText(change: (text: string) => string): Behaviour {
  return wire(
    ({ call, answer }) => call.transport === "grpc-web" && answer.kind !== "empty" && isBinary(call.raw),
    (answer) => {
      const last = answer.chunks.at(-1) ?? Buffer.alloc(0);
      const text = Buffer.from(change(last.subarray(FRAME_PREFIX).toString("latin1")), "latin1");
      const prefix = Buffer.from(last.subarray(0, FRAME_PREFIX));
      prefix.writeUInt32BE(text.length, 1);
      return { ...answer, chunks: [...answer.chunks.slice(0, -1), Buffer.concat([prefix, text])] };
    },
  );
}

function isBinary(raw: RawRequest): boolean {
  return !/grpc-web-text/i.test(field(raw, "content-type") ?? "");
}

const FRAME_PREFIX = 5;
const TRUNCATED = /^00000000060a04$/;
const MALFORMED = /^00000000030a7f61$|^00000000040a02fffe$/;

/** What may be wrong with frames, trailers, statuses and deadlines. */
export const WIRE_FAULTS = define("wire", [
  ["cut", "answers end in the middle", "GMM-0801", "all", wire(isEntry, cut)],
  [
    "http-status",
    "an error of an RPC has the HTTP status of REST",
    "GMM-0802",
    "rpc",
    wire(both(isRpc, isError), (answer, { answer: given }) => ({
      ...answer,
      status: given.kind === "error" ? given.error.status : 200,
    })),
  ],
  ["no-status", "successes have no status", "GMM-0803", ["grpc"], trailer("success", "grpc-status", () => undefined)],
  [
    "status-in-headers",
    "the status stands in the headers of an answer with content",
    "GMM-0803",
    ["grpc"],
    wire(both(grpc, isEntry), (answer) => ({
      ...answer,
      headers: [...answer.headers, ...answer.trailers],
      trailers: [["x-done", "1"]],
    })),
    "risky",
  ],
  [
    "status-twice",
    "the status stands in headers and trailers",
    "GMM-0803",
    ["grpc"],
    wire(both(grpc, isEntry), (answer) => ({ ...answer, headers: [...answer.headers, ["grpc-status", "0"]] })),
    "risky",
  ],
  [
    "web-no-status",
    "the trailer frame has no status",
    "GMM-0804",
    ["grpc-web"],
    trailer("success", "grpc-status", () => undefined),
  ],
  [
    "web-status-twice",
    "the status stands in headers and trailer frame",
    "GMM-0804",
    ["grpc-web"],
    wire(both(web, isEntry), (answer) => ({ ...answer, headers: [...answer.headers, ["grpc-status", "0"]] })),
    "risky",
  ],
  [
    "length-too-long",
    "a frame announces a byte too many",
    "GMM-0805",
    "rpc",
    wire(
      both(isRpc, isEntry),
      announce((length) => length + 1000),
    ),
  ],
  [
    "length-too-short",
    "a frame announces a byte too few",
    "GMM-0805",
    ["grpc"],
    wire(
      both(isRpc, isEntry),
      announce((length) => length - 1),
    ),
  ],
  [
    "two-messages",
    "the message is sent twice",
    "GMM-0806",
    "rpc",
    rpc("success", (answer) => ({ ...answer, frames: [...answer.frames, ...answer.frames] })),
  ],
  [
    "no-message",
    "a success has no message",
    "GMM-0806",
    "rpc",
    rpc("success", (answer) => ({ ...answer, frames: [] })),
  ],
  [
    "compressed-undeclared",
    "a message is flagged as compressed, and is not",
    "GMM-0807",
    "rpc",
    rpc("success", (answer) => ({ ...answer, frames: answer.frames.map((frame) => ({ ...frame, flags: 1 })) })),
  ],
  [
    "unknown-flags",
    "a message has flags that nobody knows",
    "GMM-0807",
    "rpc",
    rpc("success", (answer) => ({ ...answer, frames: answer.frames.map((frame) => ({ ...frame, flags: 2 })) })),
  ],
  ["unknown-field-refused", "unknown fields are refused", "GMM-0808", "rpc", bodyGets(/7a0161/, 3)],
  [
    "unknown-is-unknown",
    "an unknown method is UNKNOWN",
    "GMM-0809",
    "rpc",
    error((found, call) =>
      call.transport !== "rest" && found.code === 12 && found.refusal === "unknown-method"
        ? { ...found, code: 2 }
        : found,
    ),
  ],
  [
    "unknown-is-missing",
    "an unknown method is not found",
    "GMM-0809",
    "rpc",
    error((found) => (found.refusal === "unknown-method" ? { ...found, code: 5 } : found)),
  ],
  [
    "deadline-refused",
    "a deadline is refused",
    "GMM-0810",
    "rpc",
    { answer: (answer, { raw }) => (field(raw, "grpc-timeout") === "30S" ? failure(3, 400) : answer) },
  ],
  [
    "deadline-ignored",
    "a deadline that has passed is INTERNAL",
    "GMM-0811",
    "rpc",
    errorWith(4, (found) => ({ ...found, code: 13 })),
    "risky",
  ],
  [
    "unparsable-is-unknown",
    "a message that cannot be parsed is UNKNOWN",
    "GMM-0812",
    "rpc",
    bodyGets(MALFORMED, 2),
    "risky",
  ],
  ["truncated-is-unknown", "a request that ends early is UNKNOWN", "GMM-0813", "rpc", bodyGets(TRUNCATED, 2), "risky"],
  [
    "no-message-is-unknown",
    "a request without a message is UNKNOWN",
    "GMM-0814",
    "rpc",
    {
      answer: (answer, { raw, transport }) =>
        transport !== "rest" && raw.method === "POST" && raw.body.length === 0 ? failure(2, 500) : answer,
    },
    "risky",
  ],
  [
    "two-messages-served",
    "the first of two messages is served",
    "GMM-0814",
    "rpc",
    {
      raw: (raw) =>
        hex(raw).startsWith("00000000060a046b65793100") ? { ...raw, body: raw.body.subarray(0, 11) } : raw,
    },
    "compatible",
  ],
  [
    "compressed-flag-ignored",
    "a compressed flag is passed over",
    "GMM-0815",
    "rpc",
    {
      raw: (raw) =>
        hex(raw).startsWith("01") && !raw.headers.has("grpc-encoding")
          ? { ...raw, body: Buffer.concat([Buffer.from([0]), raw.body.subarray(1)]) }
          : raw,
    },
    "compatible",
  ],
  [
    "encoding-is-internal",
    "an unknown encoding is INTERNAL",
    "GMM-0816",
    "rpc",
    { answer: (answer, { raw }) => (raw.headers.has("grpc-encoding") ? failure(13, 500) : answer) },
    "risky",
  ],
  [
    "trailer-names-upper-case",
    "the trailer frame has names in upper case",
    "GMM-0817",
    ["grpc-web"],
    {
      rpc: (answer, { call }) =>
        call.transport === "grpc-web"
          ? {
              ...answer,
              trailers: answer.trailers.map(
                ([name, value]) => [name.replace("grpc-status", "Grpc-Status"), value] as const,
              ),
            }
          : answer,
    },
    "risky",
  ],
  [
    "trailer-lines-bare",
    "the lines of the trailer frame end in a line feed alone",
    "GMM-0825",
    ["grpc-web"],
    trailerText((text) => text.replaceAll("\r\n", "\n")),
  ],
  [
    "trailer-name-with-space",
    "a space stands before the colon in the trailer frame",
    "GMM-0825",
    ["grpc-web"],
    trailerText((text) => text.replaceAll(":", " :")),
  ],
  [
    "trailer-frame-first",
    "a message follows the trailer frame",
    "GMM-0817",
    ["grpc-web"],
    wire(both(web, isEntry), (answer) => ({ ...answer, chunks: [...answer.chunks].reverse() })),
  ],
  [
    "web-not-over-http2",
    "gRPC-Web is not served over HTTP/2",
    "GMM-0822",
    ["grpc-web"],
    {
      answer: (answer, { raw, transport }) =>
        transport === "grpc-web" && raw.httpVersion === "2.0" ? failure(14, 503) : answer,
    },
  ],
  [
    "gzip-broken",
    "a client that accepts gzip gets what is none",
    "GMM-0823",
    ["grpc"],
    {
      rpc: (answer, { call }) =>
        field(call.raw, "grpc-accept-encoding") === undefined
          ? answer
          : { ...answer, frames: answer.frames.map((frame) => ({ ...frame, flags: 1 })) },
      wire: (answer, { call }) =>
        field(call.raw, "grpc-accept-encoding") === undefined
          ? answer
          : { ...answer, headers: [...answer.headers, ["grpc-encoding", "gzip"]] },
    },
  ],
]);
