import type { Circumstance } from "../circumstance.ts";
import { isGrpc, isGrpcWeb, nginxPage, page, redirect, withHeader } from "../answers.ts";
import { field } from "../../../servers/http/request.ts";
import { content, type WireAnswer } from "../../../servers/http/wire.ts";

const PASS = { verdict: "pass" } as const;
type Name = (name: string) => string;

/** Writes every field's name in another case, which HTTP/1.1 leaves free (RFC 9110 §5.1). */
function renamed(answer: WireAnswer, change: Name): WireAnswer {
  return { ...answer, headers: answer.headers.map(([name, value]) => [change(name), value]) };
}

/** A challenge with a further one of the proxy's own. */
function realmOf(name: string, value: string, realm: string): string {
  return name === "www-authenticate" ? `${value}, Basic realm="${realm}"` : value;
}

function without(answer: WireAnswer, name: string): WireAnswer {
  return withHeader(answer, name, undefined);
}

/** Content in pieces of a few bytes, without a length: HTTP/1.1 then has chunks (RFC 9112 §7.1). */
function inPieces(answer: WireAnswer): WireAnswer {
  const body = content(answer);
  if (body.length === 0 || body.length > 10_000) return answer;
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; at += 7) chunks.push(body.subarray(at, at + 7));
  return { ...without(answer, "content-length"), chunks };
}

/** How proxies keep and end connections, and what they add to answers that they pass on. */
export const CONNECTION_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "connection/close",
    statement: "a proxy closes each connection of HTTP/1.1 after one answer",
    modes: ["read-only", "provisioned"],
    between: () => ({
      after: (answer, { httpVersion }) => (httpVersion === "1.1" ? withHeader(answer, "connection", "close") : answer),
    }),
    expects: PASS,
  },
  {
    id: "connection/http1-only",
    statement: "a proxy hangs up on HTTP/2",
    modes: ["read-only", "provisioned"],
    relay: { refusesHttp2: true },
    expects: { blocked: /forward HTTP\/2/, transports: ["grpc"] },
  },
  {
    id: "connection/early-hints",
    statement: "a proxy sends 103 with hints before each answer",
    modes: ["provisioned"],
    relay: { interim: "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n" },
    expects: PASS,
  },
  {
    id: "connection/100-continue",
    statement: "a proxy sends 100 before each answer",
    modes: ["provisioned"],
    relay: { interim: "HTTP/1.1 100 Continue\r\n\r\n" },
    expects: PASS,
  },
  {
    id: "connection/goaway",
    statement: "a proxy ends each connection of HTTP/2 after 20 streams",
    modes: ["provisioned"],
    between: () => {
      const streams = new WeakMap<object, number>();
      return {
        connections: {
          onStream: (session) => {
            if (session === undefined) return;
            const count = (streams.get(session) ?? 0) + 1;
            streams.set(session, count);
            if (count === 20) session.goaway(0);
          },
        },
      };
    },
    expects: PASS,
  },
  {
    id: "connection/one-stream",
    statement: "a proxy lets one connection of HTTP/2 have one stream at a time",
    modes: ["provisioned"],
    between: () => ({ connections: { maxConcurrentStreams: 1 } }),
    expects: PASS,
  },
  {
    id: "connection/named",
    statement: "a proxy adds Via, Server and fields of its own",
    modes: ["read-only", "with-value", "other-token", "provisioned"],
    between: () => ({
      after: (answer) =>
        [
          ["via", "1.1 edge-7"],
          ["server", "envoy"],
          ["x-request-id", "7f3a"],
          ["x-served-by", "cache-1"],
        ].reduce((wire, [name = "", value]) => withHeader(wire, name, value), answer),
    }),
    expects: PASS,
  },
  {
    id: "connection/names-its-upstream",
    statement: "a proxy names itself and the server behind it by their internal addresses",
    modes: ["read-only", "provisioned"],
    between: () => ({
      after: (answer) =>
        [
          ["via", "1.1 10.0.0.3:8080 (squid)"],
          ["x-upstream", "10.42.0.17:8080"],
          ["proxy-status", 'edge.internal; next-hop="10.42.0.17:8080"'],
          ["cache-status", "cache.default.svc.cluster.local; fwd=miss"],
        ].reduce((wire, [name = "", value]) => withHeader(wire, name, value), answer),
    }),
    expects: PASS,
  },
  {
    id: "connection/own-address",
    statement: "a proxy at an internal address names that address, by which its clients come",
    modes: ["read-only", "provisioned"],
    between: () => ({
      after: (answer, request) => {
        const origin = `http://${field(request, "host") ?? "127.0.0.1"}`;
        const named = withHeader(answer, "x-served-for", origin);
        return { ...named, headers: named.headers.map(([name, value]) => [name, realmOf(name, value, origin)]) };
      },
    }),
    expects: PASS,
  },
  {
    id: "connection/upper-case",
    statement: "a proxy writes the names of fields in upper case over HTTP/1.1",
    modes: ["provisioned"],
    between: () => ({
      after: (answer, { httpVersion }) =>
        httpVersion === "1.1" ? renamed(answer, (name) => name.toUpperCase()) : answer,
    }),
    expects: PASS,
  },
  {
    id: "connection/capitals",
    statement: "a proxy writes the names of fields with capitals over HTTP/1.1",
    modes: ["provisioned"],
    between: () => ({
      after: (answer, { httpVersion }) =>
        httpVersion === "1.1"
          ? renamed(answer, (name) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()))
          : answer,
    }),
    expects: PASS,
  },
  {
    id: "connection/pieces",
    statement: "a proxy passes content on in other pieces than it came",
    modes: ["provisioned"],
    between: () => ({ after: inPieces }),
    expects: PASS,
  },
  {
    id: "connection/no-trailer-field",
    statement: "a proxy leaves the announcement of trailers out",
    modes: ["provisioned"],
    between: () => ({ after: (answer) => without(answer, "trailer") }),
    expects: PASS,
  },
  {
    id: "connection/slow",
    statement: "every answer takes a while",
    modes: ["provisioned"],
    between: () => ({ after: (answer) => ({ ...answer, delay: 20 }) }),
    expects: PASS,
  },
  {
    id: "connection/too-slow",
    statement: "no answer comes within the limit",
    modes: ["read-only"],
    told: { timeout: 100 },
    between: () => ({ before: () => ({ ...page(200, undefined, ""), delay: 2000 }) }),
    expects: { blocked: /^No answer over rest .*raise REQUEST_TIMEOUT_MS/ },
  },
  {
    id: "connection/slow-for-one-key",
    statement: "no answer for one key comes within the limit",
    modes: ["read-only"],
    told: { timeout: 1000 },
    between: () => ({
      after: (answer, { target }) => ({ ...answer, delay: target.includes("%2F") ? 3000 : 0 }),
    }),
    expects: { blocked: /^\S+ did not answer in time \(limit 1000 ms\): .*raise REQUEST_TIMEOUT_MS/ },
  },
  {
    id: "connection/no-grpc",
    statement: "a load balancer answers gRPC with its page",
    modes: ["read-only"],
    between: () => ({ before: (request) => (isGrpc(request) ? nginxPage(404, "Not Found") : undefined) }),
    expects: { blocked: /does not pass grpc on to ZITADEL \(HTTP 404 with text\/html\)/, transports: ["grpc"] },
  },
  {
    id: "connection/no-grpc-web",
    statement: "a proxy passes on GET alone over HTTP/1.1",
    modes: ["provisioned"],
    between: () => ({
      before: (request) =>
        request.method === "POST" && isGrpcWeb(request) ? nginxPage(405, "Not Allowed") : undefined,
    }),
    expects: { blocked: /does not pass grpc-web on to ZITADEL|let it pass on grpc-web/, transports: ["grpc-web"] },
  },
  {
    id: "connection/to-https",
    statement: "a proxy sends every request over to https",
    modes: ["read-only"],
    between: () => ({ before: ({ target }) => redirect(`https://zitadel.example${target}`) }),
    expects: { blocked: /leads rest elsewhere \(HTTP 302 to https:\/\/zitadel\.example\/auth.*set ZITADEL_BASE_URL/ },
  },
  {
    id: "connection/login",
    statement: "a captive portal sends every request to its login",
    modes: ["read-only"],
    between: () => ({ before: () => redirect("https://login.example/?next=secret") }),
    expects: { blocked: /leads rest elsewhere \(HTTP 302 to https:\/\/login\.example\/\)/ },
  },
  {
    id: "connection/login-begins",
    statement: "a portal's session ends in the middle of a run, and its login comes up",
    modes: ["with-value"],
    between: () => ({ before: (_, nth) => (nth > 60 ? redirect("https://login.example/") : undefined) }),
    expects: { blocked: /answered in ZITADEL's place \(HTTP 302 with text\/html/ },
  },
];
