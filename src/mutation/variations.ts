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
import type { VariationEntry } from "./variations/entry.ts";
import { FIELD_FORMS } from "./variations/field-forms.ts";
import { RPC_FORMS } from "./variations/rpc-forms.ts";

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

function isMethodList(name: string): boolean {
  return name.toLowerCase() === "access-control-allow-methods";
}

/** A list of methods without those that a preflight need not list (WHATWG Fetch §4.8, step 7). */
function unlisted(methods: string): string {
  return methods.replace(/\b(?:GET|HEAD|POST)\b(?:, *)?/g, "");
}

/** Field 15 with a text, a number, four and eight bytes, and a group with a number in it. */
const UNKNOWN_FIELDS = Buffer.from("7a0161" + "7807" + "7d01020304" + "790102030405060708" + "7b08017c", "hex");

const ROWS: readonly VariationEntry[] = [
  {
    name: "json-indented",
    statement: "JSON is written with white space",
    behaviour: text(rest, (json) => JSON.stringify(JSON.parse(json), null, 2)),
  },
  {
    name: "preflight-lists-less",
    statement: "preflights list no method that a page may use in any case",
    behaviour: wire(
      ({ call }) => call.route.kind === "preflight",
      (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, isMethodList(name) ? unlisted(value) : value]),
      }),
    ),
  },
  { name: "json-line-feed", statement: "JSON ends with a line feed", behaviour: text(rest, (json) => `${json}\n`) },
  { name: "json-reversed", statement: "members are in another order", behaviour: { json: reversed } },
  {
    name: "json-escaped",
    statement: "characters are written as escapes, also some that need none",
    behaviour: text(rest, (json) =>
      json
        .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .replaceAll('"key"', '"\\u006Bey"')
        .replaceAll("/", "\\/"),
    ),
  },
  {
    name: "unknown-members",
    statement: "there are unknown members",
    behaviour: {
      json: (json, { answer }) =>
        answer.kind === "entry" || answer.kind === "error" ? { ...(json as object), added: { since: "5.0" } } : json,
    },
    grade: "compatible",
  },
  {
    name: "unknown-detail-members",
    statement: "the details have unknown members",
    behaviour: metadataJson((_, details) => (details["aggregateId"] = "1")),
    grade: "compatible",
  },
  {
    name: "unknown-fields",
    statement: "the message has unknown fields of every wire type",
    behaviour: rpc("success", (answer) => ({
      ...answer,
      frames: answer.frames.map((frame) => ({
        ...frame,
        payload: Buffer.concat([frame.payload, UNKNOWN_FIELDS]),
      })),
    })),
    grade: "compatible",
  },
  {
    name: "headers-reversed",
    statement: "header fields are in another order",
    behaviour: wire(always, (answer) => ({ ...answer, headers: [...answer.headers].reverse() })),
  },
  {
    name: "headers-upper-case",
    statement: "names of header fields are in upper case",
    behaviour: wire(
      ({ call }) => call.raw.httpVersion === "1.1",
      (answer) => ({ ...answer, headers: answer.headers.map(([name, value]) => [name.toUpperCase(), value] as const) }),
    ),
  },
  {
    name: "headers-added",
    statement: "there are unknown header fields, and another protocol is offered",
    behaviour: wire(always, (answer, { call }) => ({
      ...answer,
      headers: [
        ...answer.headers,
        ["x-request-id", "8f14e45f"],
        ["server-timing", "db;dur=4"],
        ["set-cookie", "a=b; Path=/"],
        ["age", "0"],
        ["etag", 'W/"1"'],
        ["alt-svc", 'h3=":443"; ma=86400'],
        ["strict-transport-security", "max-age=1"],
        ["x-empty", ""],
        ...(call.raw.httpVersion === "1.1"
          ? ([
              ["connection", "Upgrade"],
              ["upgrade", "h2c"],
            ] as const)
          : []),
      ],
    })),
    grade: "compatible",
  },
  { name: "no-date", statement: "answers have no Date", behaviour: header(always, "date", undefined) },
  {
    name: "charset",
    statement: "JSON is declared with a charset",
    behaviour: header(rest, "content-type", "application/json; charset=utf-8"),
  },
  {
    name: "media-type-upper-case",
    statement: "the media type is in upper case",
    behaviour: header(rest, "content-type", "Application/JSON"),
  },
  { name: "no-decimals", statement: "times are whole seconds", behaviour: decimals(0), grade: "risky" },
  { name: "three-decimals", statement: "times have three decimals", behaviour: decimals(3) },
  { name: "six-decimals", statement: "times have six decimals", behaviour: decimals(6) },
  { name: "nine-decimals", statement: "times have nine decimals", behaviour: decimals(9) },
  {
    name: "other-error-ids",
    statement: "errors have other ids",
    behaviour: error((found) => ({ ...found, id: "QUERY-x9Zz1" })),
  },
  {
    name: "other-messages",
    statement: "errors have different texts, which differ from language to language",
    behaviour: error((found, { raw }) => ({
      ...found,
      message: `Nicht möglich (${field(raw, "accept-language") ?? "en"}): ungültig – 无效`,
    })),
  },
  {
    name: "more-details",
    statement: "errors have more details",
    behaviour: errorJson((body) => ({
      ...body,
      details: [...body.details, { "@type": "type.googleapis.com/google.rpc.RequestInfo", requestId: "1" }],
    })),
    grade: "compatible",
  },
  {
    name: "no-details",
    statement: "errors have no details",
    behaviour: {
      ...errorJson((body) => without(body, "details")),
      ...rpc("error", (answer) => ({
        ...answer,
        trailers: answer.trailers.filter(([name]) => name !== "grpc-status-details-bin"),
      })),
    },
    grade: "risky",
  },
  {
    name: "real-trailers",
    statement: "errors have their status in trailers",
    behaviour: { rpc: (answer, { call }) => (call.transport === "grpc" ? { ...answer, trailersOnly: false } : answer) },
  },
  {
    name: "web-trailers-only",
    statement: "gRPC-Web errors are trailers-only",
    behaviour: {
      rpc: (answer, { answer: given }) => (given.kind === "error" ? { ...answer, trailersOnly: true } : answer),
    },
  },
  {
    name: "trailers-added",
    statement: "there are unknown trailers, one of them twice and one of several binary values",
    behaviour: rpc("any", (answer) => ({
      ...answer,
      trailers: [["x-trace", "1"], ["x-ids-bin", "YQ==,Yg"], ...answer.trailers, ["x-trace", "2"]],
    })),
    grade: "compatible",
  },
  {
    name: "empty-message",
    statement: "a success has an empty grpc-message",
    behaviour: rpc("success", (answer) => ({ ...answer, trailers: [...answer.trailers, ["grpc-message", ""]] })),
  },
  {
    name: "chunked",
    statement: "the length of the body is not announced",
    behaviour: header(
      ({ call }) => isRest({ call } as never) && call.raw.method === "GET",
      "content-length",
      undefined,
    ),
  },
  {
    name: "many-chunks",
    statement: "the body comes in many pieces",
    behaviour: wire(
      (context) => isEntry(context) && context.call.raw.method !== "HEAD",
      (answer) => {
        const body = content(answer);
        const at = Math.floor(body.length / 3);
        return { ...answer, chunks: [body.subarray(0, at), body.subarray(at, at + 1), body.subarray(at + 1)] };
      },
    ),
  },
  {
    name: "sized",
    statement: "the length of a gRPC-Web body is announced",
    behaviour: wire(
      ({ call }) => call.transport === "grpc-web",
      (answer) => withHeader(answer, "content-length", String(content(answer).length)),
    ),
  },
  {
    name: "one-base64",
    statement: "the text form is one piece of base64",
    behaviour: wire(
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
  },
  {
    name: "web-plus-proto",
    statement: "the media type names the message format, +proto",
    behaviour: wire(isRpc, (answer, { call }) =>
      withHeader(
        answer,
        "content-type",
        (field(call.raw, "content-type") ?? "").replace(/(grpc|web|text)$/, "$1+proto"),
      ),
    ),
  },
  {
    name: "gzip",
    statement: "messages are compressed where the client accepts it",
    behaviour: {
      rpc: (answer, { call }) =>
        (field(call.raw, "grpc-accept-encoding") ?? "").includes("gzip")
          ? { ...answer, frames: answer.frames.map(({ payload }) => ({ flags: 1, payload: gzipSync(payload) })) }
          : answer,
      wire: (answer, { call }) =>
        (field(call.raw, "grpc-accept-encoding") ?? "").includes("gzip")
          ? withHeader(answer, "grpc-encoding", "gzip")
          : answer,
    },
  },
  {
    name: "closes",
    statement: "the connection is closed after each answer",
    behaviour: wire(
      ({ call }) => call.raw.httpVersion === "1.1",
      (answer) => withHeader(answer, "connection", "close"),
    ),
  },
  { name: "slow", statement: "answers take 20 ms", behaviour: wire(always, (answer) => ({ ...answer, delay: 20 })) },
  {
    name: "cache-private",
    statement: "Cache-Control is private",
    behaviour: header(always, "cache-control", "private, no-cache"),
    grade: "compatible",
  },
  {
    name: "no-cache-control",
    statement: "there is no Cache-Control",
    behaviour: header(always, "cache-control", undefined),
    grade: "compatible",
  },
  {
    name: "challenge-more",
    statement: "the challenge has more parameters",
    behaviour: {
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
    grade: "compatible",
  },
  {
    name: "challenge-second",
    statement: "there is a second challenge",
    behaviour: {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(
          ([name, value]) => [name, name === "www-authenticate" ? `${value}, DPoP algs="ES256"` : value] as const,
        ),
      }),
    },
    grade: "compatible",
  },
  {
    name: "malformed-is-400",
    statement: "malformed credentials are answered 400",
    behaviour: error((found, { raw }) =>
      found.code === 16 && raw.headers.has("authorization") && !/^bearer +\S/i.test(field(raw, "authorization") ?? "")
        ? { ...found, code: 3, status: 400, headers: [] }
        : found,
    ),
    grade: "compatible",
  },
  {
    name: "long-is-431",
    statement: "a very long token is answered 431",
    behaviour: {
      wire: (answer, context) =>
        isRest(context) && (field(context.call.raw, "authorization") ?? "").length > 2000
          ? { ...withContent(withHeader(answer, "content-type", undefined), ""), status: 431 }
          : answer,
    },
    grade: "compatible",
  },
  {
    name: "long-path-is-414",
    statement: "a very long path is answered 414",
    behaviour: {
      wire: (answer, context) =>
        isRest(context) && context.call.raw.target.length > 3000
          ? { ...withContent(withHeader(answer, "content-type", undefined), ""), status: 414 }
          : answer,
    },
    grade: "compatible",
  },
  {
    name: "allow-more",
    statement: "more methods are allowed",
    behaviour: {
      wire: (answer) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, name === "allow" ? `${value}, REPORT` : value] as const),
      }),
    },
    grade: "compatible",
  },
];

/** Different ways to answer that keep every promise. */
export const VARIATIONS: readonly Variation[] = [...ROWS, ...RPC_FORMS, ...FIELD_FORMS].map(
  ({ name, grade, ...entry }) => ({
    ...entry,
    id: `variation/${name}`,
    grade: grade ?? "cosmetic",
  }),
);
