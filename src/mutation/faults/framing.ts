import { field, type RawRequest } from "../../servers/http/request.ts";
import { MADE_UP_RPCS } from "../../contract/operation.ts";
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
  {
    name: "cut",
    statement: "the connection closes in the middle of an answer",
    requirement: "GMM-0801",
    transports: "all",
    behaviour: wire(isEntry, cut),
  },
  {
    name: "http-status",
    statement: "an error of an RPC has the HTTP status of REST",
    requirement: "GMM-0802",
    transports: "rpc",
    behaviour: wire(both(isRpc, isError), (answer, { answer: given }) => ({
      ...answer,
      status: given.kind === "error" ? given.error.status : 200,
    })),
  },
  {
    name: "no-status",
    statement: "successes have no grpc-status",
    requirement: "GMM-0803",
    transports: ["grpc"],
    behaviour: trailer("success", "grpc-status", () => undefined),
  },
  {
    name: "status-in-headers",
    statement: "the status is in the headers, though the answer has content",
    requirement: "GMM-0803",
    transports: ["grpc"],
    behaviour: wire(both(grpc, isEntry), (answer) => ({
      ...answer,
      headers: [...answer.headers, ...answer.trailers],
      trailers: [["x-done", "1"]],
    })),
    grade: "risky",
  },
  {
    name: "status-twice",
    statement: "the status is in headers and in trailers",
    requirement: "GMM-0803",
    transports: ["grpc"],
    behaviour: wire(both(grpc, isEntry), (answer) => ({
      ...answer,
      headers: [...answer.headers, ["grpc-status", "0"]],
    })),
    grade: "risky",
  },
  {
    name: "web-no-status",
    statement: "the trailer frame has no status",
    requirement: "GMM-0804",
    transports: ["grpc-web"],
    behaviour: trailer("success", "grpc-status", () => undefined),
  },
  {
    name: "web-status-twice",
    statement: "the status is in headers and in the trailer frame",
    requirement: "GMM-0804",
    transports: ["grpc-web"],
    behaviour: wire(both(web, isEntry), (answer) => ({
      ...answer,
      headers: [...answer.headers, ["grpc-status", "0"]],
    })),
    grade: "risky",
  },
  {
    name: "length-too-long",
    statement: "a frame announces one byte more than it has",
    requirement: "GMM-0805",
    transports: "rpc",
    behaviour: wire(
      both(isRpc, isEntry),
      announce((length) => length + 1000),
    ),
  },
  {
    name: "length-too-short",
    statement: "a frame announces one byte less than it has",
    requirement: "GMM-0805",
    transports: ["grpc"],
    behaviour: wire(
      both(isRpc, isEntry),
      announce((length) => length - 1),
    ),
  },
  {
    name: "two-messages",
    statement: "the message is sent twice",
    requirement: "GMM-0806",
    transports: "rpc",
    behaviour: rpc("success", (answer) => ({ ...answer, frames: [...answer.frames, ...answer.frames] })),
  },
  {
    name: "no-message",
    statement: "a success has no message",
    requirement: "GMM-0806",
    transports: "rpc",
    behaviour: rpc("success", (answer) => ({ ...answer, frames: [] })),
  },
  {
    name: "compressed-undeclared",
    statement: "an uncompressed message has the compressed flag",
    requirement: "GMM-0807",
    transports: "rpc",
    behaviour: rpc("success", (answer) => ({
      ...answer,
      frames: answer.frames.map((frame) => ({ ...frame, flags: 1 })),
    })),
  },
  {
    name: "unknown-flags",
    statement: "a message has undefined flags",
    requirement: "GMM-0807",
    transports: "rpc",
    behaviour: rpc("success", (answer) => ({
      ...answer,
      frames: answer.frames.map((frame) => ({ ...frame, flags: 2 })),
    })),
  },
  {
    name: "unknown-field-refused",
    statement: "a request with unknown fields is refused",
    requirement: "GMM-0808",
    transports: "rpc",
    behaviour: bodyGets(/7a0161/, 3),
  },
  {
    name: "unknown-is-unknown",
    statement: "an unknown method is answered UNKNOWN",
    requirement: "GMM-0809",
    transports: "rpc",
    behaviour: error((found, call) =>
      call.transport !== "rest" && found.code === 12 && found.refusal === "unknown-method"
        ? { ...found, code: 2 }
        : found,
    ),
  },
  {
    name: "unknown-is-missing",
    statement: "an unknown method is answered NOT_FOUND",
    requirement: "GMM-0809",
    transports: "rpc",
    behaviour: error((found) => (found.refusal === "unknown-method" ? { ...found, code: 5 } : found)),
  },
  {
    name: "unknown-service-is-missing",
    statement: "an unknown service is answered NOT_FOUND, and an unknown method UNIMPLEMENTED",
    requirement: "GMM-0809",
    transports: "rpc",
    behaviour: error((found, { raw }) => (raw.target === MADE_UP_RPCS.service ? { ...found, code: 5 } : found)),
  },
  {
    name: "unknown-method-is-missing",
    statement: "an unknown method is answered NOT_FOUND, and an unknown service UNIMPLEMENTED",
    requirement: "GMM-0809",
    transports: "rpc",
    behaviour: error((found, { raw }) => (raw.target === MADE_UP_RPCS.method ? { ...found, code: 5 } : found)),
  },
  {
    name: "deadline-refused",
    statement: "a request with a deadline is refused",
    requirement: "GMM-0810",
    transports: "rpc",
    behaviour: { answer: (answer, { raw }) => (field(raw, "grpc-timeout") === "30S" ? failure(3, 400) : answer) },
  },
  {
    name: "deadline-ignored",
    statement: "a passed deadline is answered INTERNAL",
    requirement: "GMM-0811",
    transports: "rpc",
    behaviour: errorWith(4, (found) => ({ ...found, code: 13 })),
    grade: "risky",
  },
  {
    name: "unparsable-is-unknown",
    statement: "a message that cannot be parsed is answered UNKNOWN",
    requirement: "GMM-0812",
    transports: "rpc",
    behaviour: bodyGets(MALFORMED, 2),
    grade: "risky",
  },
  {
    name: "truncated-is-unknown",
    statement: "a request that ends early is answered UNKNOWN",
    requirement: "GMM-0813",
    transports: "rpc",
    behaviour: bodyGets(TRUNCATED, 2),
    grade: "risky",
  },
  {
    name: "no-message-is-unknown",
    statement: "a request without a message is answered UNKNOWN",
    requirement: "GMM-0814",
    transports: "rpc",
    behaviour: {
      answer: (answer, { raw, transport }) =>
        transport !== "rest" && raw.method === "POST" && raw.body.length === 0 ? failure(2, 500) : answer,
    },
    grade: "risky",
  },
  {
    name: "two-messages-served",
    statement: "the first of two messages is served",
    requirement: "GMM-0814",
    transports: "rpc",
    behaviour: {
      raw: (raw) =>
        hex(raw).startsWith("00000000060a046b65793100") ? { ...raw, body: raw.body.subarray(0, 11) } : raw,
    },
    grade: "compatible",
  },
  {
    name: "compressed-flag-ignored",
    statement: "the compressed flag is ignored",
    requirement: "GMM-0815",
    transports: "rpc",
    behaviour: {
      raw: (raw) =>
        hex(raw).startsWith("01") && !raw.headers.has("grpc-encoding")
          ? { ...raw, body: Buffer.concat([Buffer.from([0]), raw.body.subarray(1)]) }
          : raw,
    },
    grade: "compatible",
  },
  {
    name: "encoding-is-internal",
    statement: "an unknown encoding is answered INTERNAL",
    requirement: "GMM-0816",
    transports: "rpc",
    behaviour: { answer: (answer, { raw }) => (raw.headers.has("grpc-encoding") ? failure(13, 500) : answer) },
    grade: "risky",
  },
  {
    name: "trailer-names-upper-case",
    statement: "names in the trailer frame are in upper case",
    requirement: "GMM-0817",
    transports: ["grpc-web"],
    behaviour: {
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
    grade: "risky",
  },
  {
    name: "trailer-lines-bare",
    statement: "lines of the trailer frame end with LF in place of CRLF",
    requirement: "GMM-0825",
    transports: ["grpc-web"],
    behaviour: trailerText((text) => text.replaceAll("\r\n", "\n")),
  },
  {
    name: "trailer-name-with-space",
    statement: "names in the trailer frame have a space before the colon",
    requirement: "GMM-0825",
    transports: ["grpc-web"],
    behaviour: trailerText((text) => text.replaceAll(":", " :")),
  },
  {
    name: "trailer-frame-first",
    statement: "a message follows the trailer frame",
    requirement: "GMM-0817",
    transports: ["grpc-web"],
    behaviour: wire(both(web, isEntry), (answer) => ({ ...answer, chunks: [...answer.chunks].reverse() })),
  },
  {
    name: "web-not-over-http2",
    statement: "gRPC-Web is not served over HTTP/2",
    requirement: "GMM-0822",
    transports: ["grpc-web"],
    behaviour: {
      answer: (answer, { raw, transport }) =>
        transport === "grpc-web" && raw.httpVersion === "2.0" ? failure(14, 503) : answer,
    },
  },
  {
    name: "gzip-broken",
    statement: "an answer to a client that accepts gzip is declared as gzip and is not compressed",
    requirement: "GMM-0823",
    transports: ["grpc"],
    behaviour: {
      rpc: (answer, { call }) =>
        field(call.raw, "grpc-accept-encoding") === undefined
          ? answer
          : { ...answer, frames: answer.frames.map((frame) => ({ ...frame, flags: 1 })) },
      wire: (answer, { call }) =>
        field(call.raw, "grpc-accept-encoding") === undefined
          ? answer
          : { ...answer, headers: [...answer.headers, ["grpc-encoding", "gzip"]] },
    },
  },
]);
