import { field } from "../../servers/http/request.ts";
import { withHeader } from "../../servers/http/wire.ts";
import type { Behaviour, Context } from "../../servers/reference/behaviour.ts";
import type { Call } from "../../servers/reference/call.ts";
import type { Entry, State } from "../../servers/reference/state.ts";
import type { Fault } from "../fault.ts";
import {
  accept,
  both,
  entry,
  error,
  errorJson,
  failure,
  firstUser,
  header,
  isEntry,
  isError,
  isRest,
  isRpc,
  key,
  wire,
} from "./change.ts";
import { define } from "./define.ts";

const restSuccess = both(isRest, isEntry);
const acceptsGzip = ({ call: { raw } }: Context): boolean => /\bgzip\b/.test(field(raw, "accept-encoding") ?? "");
const isWebOverHttp2 = ({ call: { transport, raw } }: Context): boolean =>
  transport === "grpc-web" && raw.httpVersion === "2.0";
const isUnauthenticated = ({ answer }: Context): boolean => answer.kind === "error" && answer.error.code === 16;
const crossOrigin = ({ call: { raw } }: Context): boolean => field(raw, "origin") !== undefined;

/** Serves the first user, whatever the credentials, to the requests that a condition picks. */
function unchecked(picks: (call: Call) => boolean): Behaviour {
  return {
    authentication: (found, call, state) => {
      const user = firstUser(state);
      return "user" in found || user === undefined || !picks(call) ? found : { user };
    },
  };
}

function trimmed(value: Buffer): Buffer {
  return Buffer.from(value.toString("latin1").trim(), "latin1");
}

/** The id of the user who has the entry, in place of the organisation's. */
function ownedByUser(found: Entry, { users }: State): Entry {
  const user = [...users.values()].find(({ entries }) => entries.get(found.key) !== undefined);
  return { ...found, owner: user?.id ?? found.owner };
}

/** Finds an entry whose key is one letter where the key asked for is the pattern for any letter. */
function anyLetter(): Behaviour {
  return key((asked) => (asked === "_" ? "x" : asked));
}

const SUCCESS = define("success", [
  {
    name: "value-trimmed",
    statement: "white space at both ends of a value is lost",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: entry((found) => ({ ...found, value: trimmed(found.value) })),
  },
  {
    name: "value-line-ends",
    statement: "line ends of Windows in a value are turned into line feeds",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: entry((found) => ({
      ...found,
      value: Buffer.from(found.value.toString("latin1").replaceAll("\r\n", "\n"), "latin1"),
    })),
  },
  {
    name: "owner-is-user",
    statement: "the resource owner is the user in place of the organisation",
    requirement: "GMM-0122",
    transports: "all",
    behaviour: entry((found, _, state) => ownedByUser(found, state)),
  },
  {
    name: "half-surrogate",
    statement: "characters of four bytes in a key come back as half of a surrogate pair",
    requirement: "GMM-0103",
    transports: ["rest"],
    behaviour: { json: (json, context) => (restSuccess(context) ? halved(json) : json) },
  },
]);

function halved(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json).replace(/[\ud800-\udbff](?=[\udc00-\udfff])[\udc00-\udfff]/g, "\\ud83d"));
}

const HTTP2 = define("success", [
  {
    name: "http2-empty",
    statement: "over HTTP/2 a success of gRPC-Web has no message",
    requirement: "GMM-0822",
    transports: ["grpc-web"],
    behaviour: wire(both(isWebOverHttp2, isEntry), (answer) => ({ ...answer, chunks: answer.chunks.slice(-1) })),
  },
  {
    name: "http2-status-in-trailers",
    statement: "over HTTP/2 the status of gRPC-Web is in the trailers of HTTP, which no page can read",
    requirement: "GMM-0822",
    transports: ["grpc-web"],
    behaviour: wire(both(isWebOverHttp2, isEntry), (answer) => ({
      ...answer,
      chunks: answer.chunks.slice(0, -1),
      trailers: [["grpc-status", "0"]],
    })),
  },
  {
    name: "http2-shape",
    statement: "over HTTP/2 the metadata is a number",
    requirement: "GMM-0121",
    transports: ["rest"],
    behaviour: {
      json: (json, context) =>
        restSuccess(context) && context.call.raw.httpVersion === "2.0" ? { ...(json as object), metadata: 1 } : json,
    },
  },
  {
    name: "cached-by-networks",
    statement: "a content delivery network may store the answer",
    requirement: "GMM-0117",
    transports: "all",
    grade: "risky",
    behaviour: header(isEntry, "cdn-cache-control", "public, max-age=600"),
  },
]);

const KEYS = define("keys", [
  {
    name: "white-space-collapsed",
    statement: "white space within a key is taken for one space",
    requirement: "GMM-0320",
    transports: "all",
    behaviour: key((asked) => asked.replace(/\s+/g, " ")),
  },
  {
    name: "control-dropped",
    statement: "control characters are dropped from a key",
    requirement: "GMM-0320",
    transports: "all",
    behaviour: key((asked) => asked.replace(/\p{Cc}/gu, "")),
  },
  {
    name: "zero-width-dropped",
    statement: "characters without a width are dropped from a key",
    requirement: "GMM-0320",
    transports: "all",
    behaviour: key((asked) => asked.replace(/\p{Cf}|\u200b/gu, "")),
  },
  {
    name: "any-letter",
    statement: "an underscore matches any letter",
    requirement: "GMM-0314",
    transports: "all",
    behaviour: anyLetter(),
  },
]);

const CREDENTIALS = define("credentials", [
  {
    name: "other-scheme-accepted",
    statement: "a good token is served whatever its scheme",
    requirement: "GMM-0404",
    transports: "all",
    behaviour: accept((sent, state) => state.tokens.get(/^\w+ +(.+)$/.exec(sent)?.[1] ?? "")?.user),
  },
  {
    name: "http2-unchecked",
    statement: "tokens are not checked over HTTP/2",
    requirement: "GMM-0121",
    transports: ["rest"],
    behaviour: unchecked(({ transport, raw }) => transport === "rest" && raw.httpVersion === "2.0"),
  },
  {
    name: "challenge-repeats",
    statement: "the challenge names its error twice",
    requirement: "GMM-0412",
    transports: ["rest"],
    grade: "risky",
    behaviour: wire(isRest, (answer) =>
      answer.status === 401
        ? withHeader(answer, "www-authenticate", 'Bearer error="invalid_token", error="invalid_token"')
        : answer,
    ),
  },
]);

const ERRORS = define("errors", [
  {
    name: "half-surrogate",
    statement: "the message of an error ends with half of a surrogate pair",
    requirement: "GMM-0513",
    transports: ["rest"],
    behaviour: errorJson((body) => ({ ...body, message: `${String(body["message"])} \ud83d` })),
  },
  {
    name: "leaks-login",
    statement: "an error tells the database's address with its user and password",
    requirement: "GMM-0507",
    transports: "all",
    grade: "risky",
    behaviour: error((found) => ({ ...found, message: "postgres://zitadel:secret@db:5432/zitadel is read-only" })),
  },
]);

const MEDIA = define("media", [
  {
    name: "list-refused",
    statement: "a request that accepts a list of media types is answered 406",
    requirement: "GMM-0101",
    transports: ["rest"],
    behaviour: {
      answer: (answer, { raw, transport }) =>
        transport === "rest" && field(raw, "accept")?.includes(",") === true ? failure(3, 406) : answer,
    },
  },
  {
    name: "gzip-broken",
    statement: "an answer to a client that accepts gzip is declared as gzip and is not compressed",
    requirement: "GMM-0603",
    transports: ["rest"],
    behaviour: header(both(acceptsGzip, isEntry), "content-encoding", "gzip"),
  },
]);

const METHODS = define("methods", [
  {
    name: "head-unchecked",
    statement: "tokens are not checked for HEAD",
    requirement: "GMM-0709",
    transports: ["rest"],
    behaviour: unchecked(({ raw }) => raw.method === "HEAD"),
  },
]);

const WIRE = define("wire", [
  {
    name: "content-gzip-broken",
    statement: "content for a client that accepts gzip is declared as gzip and is not compressed",
    requirement: "GMM-0805",
    transports: ["grpc-web"],
    behaviour: header(both(acceptsGzip, isEntry), "content-encoding", "gzip"),
  },
  {
    name: "microseconds-refused",
    statement: "a deadline in microseconds is refused",
    requirement: "GMM-0810",
    transports: "rpc",
    behaviour: {
      answer: (answer, { raw }) => (field(raw, "grpc-timeout")?.endsWith("u") === true ? failure(3, 400) : answer),
    },
  },
]);

const CORS = define("cors", [
  {
    name: "rest-no-origin-on-errors",
    statement: "no page may read a REST error",
    requirement: "GMM-0821",
    transports: ["rest"],
    behaviour: header(both(both(isRest, isError), crossOrigin), "access-control-allow-origin", undefined),
  },
  {
    name: "rest-no-origin-on-401",
    statement: "no page may read that REST refuses its token",
    requirement: "GMM-0821",
    transports: ["rest"],
    behaviour: header(both(both(isRest, isUnauthenticated), crossOrigin), "access-control-allow-origin", undefined),
  },
  {
    name: "web-no-origin-on-unauthenticated",
    statement: "no page may read that gRPC-Web refuses its token",
    requirement: "GMM-0819",
    transports: ["grpc-web"],
    behaviour: header(both(both(isRpc, isUnauthenticated), crossOrigin), "access-control-allow-origin", undefined),
  },
]);

/** Faults that only one case can see, or one property of what is stored. */
export const SUBTLE_FAULTS: readonly Fault[] = [
  ...SUCCESS,
  ...HTTP2,
  ...KEYS,
  ...CREDENTIALS,
  ...ERRORS,
  ...MEDIA,
  ...METHODS,
  ...WIRE,
  ...CORS,
];
