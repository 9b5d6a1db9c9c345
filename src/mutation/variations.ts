import type { Timestamp } from "../protocol/outcome.ts";
import { field } from "../servers/http/request.ts";
import { content, withContent, withHeader } from "../servers/http/wire.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { gzipSync } from "node:zlib";
import {
  both,
  entry,
  error,
  errorJson,
  header,
  isEntry,
  isError,
  isRest,
  isRpc,
  metadataJson,
  rpc,
  text,
  wire,
  without,
} from "./faults/change.ts";
import type { Variation } from "./fault.ts";

const rest = both(isRest, (context) => isEntry(context) || isError(context));
const always = (): boolean => true;

function reversed(json: unknown): unknown {
  if (Array.isArray(json) || typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([name, value]) => [name, reversed(value)]),
  );
}

/** Times cut to so many decimals, of which the last is never a zero that ProtoJSON would leave out. */
function decimals(count: 0 | 3 | 6 | 9): Behaviour {
  const step = 10 ** (9 - count);
  const cut = ({ seconds, nanos }: Timestamp): Timestamp => {
    const left = nanos - (nanos % step);
    return { seconds, nanos: count === 0 || left % (10 * step) !== 0 ? left : left + step };
  };
  return entry((found) => ({ ...found, created: cut(found.created), changed: cut(found.changed) }));
}

type Row = readonly [name: string, statement: string, behaviour: Behaviour, grade?: "compatible"];

const ROWS: readonly Row[] = [
  [
    "json-indented",
    "JSON is written with white space",
    text(rest, (json) => JSON.stringify(JSON.parse(json), null, 2)),
  ],
  ["json-line-feed", "JSON ends with a line feed", text(rest, (json) => `${json}\n`)],
  ["json-reversed", "members stand in another order", { json: reversed }],
  [
    "json-escaped",
    "characters are written as escapes",
    text(rest, (json) =>
      json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ),
  ],
  [
    "unknown-members",
    "there are members that nobody knows",
    {
      json: (json, { answer }) =>
        answer.kind === "entry" || answer.kind === "error" ? { ...(json as object), added: { since: "5.0" } } : json,
    },
    "compatible",
  ],
  [
    "unknown-detail-members",
    "the details have members that nobody knows",
    metadataJson((_, details) => (details["aggregateId"] = "1")),
    "compatible",
  ],
  [
    "unknown-fields",
    "the message has fields that nobody knows",
    rpc("success", (answer) => ({
      ...answer,
      frames: answer.frames.map((frame) => ({
        ...frame,
        payload: Buffer.concat([frame.payload, Buffer.from([0x7a, 0x01, 0x61])]),
      })),
    })),
    "compatible",
  ],
  [
    "headers-reversed",
    "header fields stand in another order",
    wire(always, (answer) => ({ ...answer, headers: [...answer.headers].reverse() })),
  ],
  [
    "headers-upper-case",
    "names of header fields are in upper case",
    wire(
      ({ call }) => call.raw.httpVersion === "1.1",
      (answer) => ({ ...answer, headers: answer.headers.map(([name, value]) => [name.toUpperCase(), value] as const) }),
    ),
  ],
  [
    "headers-added",
    "there are header fields that nobody knows",
    wire(always, (answer) => ({
      ...answer,
      headers: [
        ...answer.headers,
        ["x-request-id", "8f14e45f"],
        ["server-timing", "db;dur=4"],
        ["set-cookie", "a=b; Path=/"],
      ],
    })),
    "compatible",
  ],
  ["no-date", "answers have no Date", header(always, "date", undefined)],
  ["charset", "JSON is declared with a charset", header(rest, "content-type", "application/json; charset=utf-8")],
  ["media-type-upper-case", "the media type is written otherwise", header(rest, "content-type", "Application/JSON")],
  ["no-decimals", "times are whole seconds", decimals(0)],
  ["three-decimals", "times have three decimals", decimals(3)],
  ["six-decimals", "times have six decimals", decimals(6)],
  ["nine-decimals", "times have nine decimals", decimals(9)],
  [
    "other-error-ids",
    "errors come from other places of the source",
    error((found) => ({ ...found, id: "QUERY-x9Zz1" })),
  ],
  [
    "other-messages",
    "errors have other texts",
    error((found) => ({ ...found, message: "Nicht möglich: ungültig – 无效" })),
  ],
  [
    "more-details",
    "errors have more details",
    errorJson((body) => ({
      ...body,
      details: [...body.details, { "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "1" }],
    })),
    "compatible",
  ],
  [
    "no-details",
    "errors have no details",
    {
      ...errorJson((body) => without(body, "details")),
      ...rpc("error", (answer) => ({
        ...answer,
        trailers: answer.trailers.filter(([name]) => name !== "grpc-status-details-bin"),
      })),
    },
  ],
  [
    "real-trailers",
    "errors have their status in trailers",
    { rpc: (answer, { call }) => (call.transport === "grpc" ? { ...answer, trailersOnly: false } : answer) },
  ],
  [
    "web-trailers-only",
    "gRPC-Web errors are trailers-only",
    { rpc: (answer, { answer: given }) => (given.kind === "error" ? { ...answer, trailersOnly: true } : answer) },
  ],
  [
    "trailers-added",
    "there are trailers that nobody knows",
    rpc("any", (answer) => ({ ...answer, trailers: [...answer.trailers, ["x-trace", "1"]] })),
    "compatible",
  ],
  [
    "empty-message",
    "a success has an empty grpc-message",
    rpc("success", (answer) => ({ ...answer, trailers: [...answer.trailers, ["grpc-message", ""]] })),
  ],
  [
    "chunked",
    "the length of the body is not announced",
    header(({ call }) => isRest({ call } as never) && call.raw.method === "GET", "content-length", undefined),
  ],
  [
    "many-chunks",
    "the body comes in many pieces",
    wire(
      (context) => isEntry(context) && context.call.raw.method !== "HEAD",
      (answer) => {
        const body = content(answer);
        const at = Math.floor(body.length / 3);
        return { ...answer, chunks: [body.subarray(0, at), body.subarray(at, at + 1), body.subarray(at + 1)] };
      },
    ),
  ],
  [
    "sized",
    "the length of a gRPC-Web body is announced",
    wire(
      ({ call }) => call.transport === "grpc-web",
      (answer) => withHeader(answer, "content-length", String(content(answer).length)),
    ),
  ],
  [
    "one-base64",
    "the text form is encoded in one piece",
    wire(
      ({ call }) => (field(call.raw, "content-type") ?? "").includes("-text"),
      (answer) => ({
        ...answer,
        chunks: [
          Buffer.from(
            Buffer.concat(answer.chunks.map((chunk) => Buffer.from(chunk.toString(), "base64"))).toString("base64"),
          ),
        ],
      }),
    ),
  ],
  [
    "web-plus-proto",
    "the format is named where it was not",
    wire(isRpc, (answer, { call }) =>
      withHeader(
        answer,
        "content-type",
        (field(call.raw, "content-type") ?? "").replace(/(grpc|web|text)$/, "$1+proto"),
      ),
    ),
  ],
  [
    "gzip",
    "messages are compressed where the client accepts it",
    {
      rpc: (answer, { call }) =>
        (field(call.raw, "grpc-accept-encoding") ?? "").includes("gzip")
          ? { ...answer, frames: answer.frames.map(({ payload }) => ({ flags: 1, payload: gzipSync(payload) })) }
          : answer,
      wire: (answer, { call }) =>
        (field(call.raw, "grpc-accept-encoding") ?? "").includes("gzip")
          ? withHeader(answer, "grpc-encoding", "gzip")
          : answer,
    },
  ],
  [
    "closes",
    "the connection is closed after each answer",
    wire(
      ({ call }) => call.raw.httpVersion === "1.1",
      (answer) => withHeader(answer, "connection", "close"),
    ),
  ],
  ["slow", "answers take 20 ms", wire(always, (answer) => ({ ...answer, delay: 20 }))],
  ["cache-private", "answers are private", header(always, "cache-control", "private, no-cache"), "compatible"],
  ["no-cache-control", "nothing is said of caches", header(always, "cache-control", undefined), "compatible"],
  [
    "challenge-more",
    "the challenge says more",
    {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) =>
            [
              name,
              name === "www-authenticate" ? `${value}, error_description="a, \\"b\\"", scope=openid` : value,
            ] as const,
        ),
      }),
    },
    "compatible",
  ],
  [
    "challenge-second",
    "there is a second challenge",
    {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) => [name, name === "www-authenticate" ? `${value}, DPoP algs="ES256"` : value] as const,
        ),
      }),
    },
    "compatible",
  ],
  [
    "malformed-is-400",
    "malformed credentials are answered 400",
    error((found, { raw }) =>
      found.code === 16 && raw.headers.has("authorization") && !/^bearer +\S/i.test(field(raw, "authorization") ?? "")
        ? { ...found, code: 3, status: 400, headers: [] }
        : found,
    ),
    "compatible",
  ],
  [
    "long-is-431",
    "a very long token is answered 431",
    {
      wire: (answer, context) =>
        isRest(context) && (field(context.call.raw, "authorization") ?? "").length > 2000
          ? { ...withContent(withHeader(answer, "content-type", undefined), ""), status: 431 }
          : answer,
    },
    "compatible",
  ],
  [
    "long-path-is-414",
    "a very long path is answered 414",
    {
      wire: (answer, context) =>
        isRest(context) && context.call.raw.target.length > 3000
          ? { ...withContent(withHeader(answer, "content-type", undefined), ""), status: 414 }
          : answer,
    },
    "compatible",
  ],
  [
    "allow-more",
    "more methods are allowed",
    {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, name === "allow" ? `${value}, REPORT` : value] as const),
      }),
    },
    "compatible",
  ],
];

/** Ways of answering otherwise that keep every promise. */
export const VARIATIONS: readonly Variation[] = ROWS.map(([name, statement, behaviour, grade]): Variation => ({
  id: `variation/${name}`,
  statement,
  behaviour,
  grade: grade ?? "cosmetic",
}));
