import type { Circumstance } from "../circumstance.ts";
import { failure } from "../../faults/change.ts";
import { haproxyPage, isGrpc, namedBy, nginxPage, page } from "../answers.ts";
import type { Interference } from "../interposer.ts";
import type { WireAnswer } from "../../../servers/http/wire.ts";
import { field, type RawRequest } from "../../../servers/http/request.ts";

/** Refuses some requests, and lets nginx name itself on the rest. */
function refusing(
  refuses: (request: RawRequest, nth: number) => boolean,
  answer: () => WireAnswer,
): () => Interference {
  return () => ({
    before: (request, nth) => (refuses(request, nth) ? answer() : undefined),
    after: namedBy("nginx/1.22.1"),
  });
}

const isManagement = ({ target }: RawRequest): boolean => target.startsWith("/management/");
const longest = ({ target, headers }: RawRequest): number =>
  Math.max(target.length, ...[...headers.values()].flat().map(({ length }) => length));
/** What nginx does not decode. */
const isOddPath = ({ target }: RawRequest): boolean => /%00|%(?![0-9A-Fa-f]{2})/.test(target);
const isUnusualCall = (request: RawRequest): boolean =>
  isGrpc(request) && (field(request, "grpc-encoding") === "snail" || field(request, "grpc-timeout") === "1n");
/** An answer that ends without a status, as a proxy that was cut off itself passes it on. */
const CUT: WireAnswer = {
  status: 200,
  headers: [
    ["content-type", "application/grpc"],
    ["server", "nginx"],
  ],
  chunks: [],
  trailers: [],
  ending: "cut",
  delay: 0,
};
const forbidden = (): WireAnswer => page(403, "cloudflare", "<html><h1>Sorry, you have been blocked</h1></html>");

/** As an ingress with CORS of its own answers every preflight. */
function ownPreflight({ method, headers }: RawRequest): WireAnswer | undefined {
  if (method !== "OPTIONS" || !headers.has("access-control-request-method")) return undefined;
  const allowed = [
    ["access-control-allow-origin", "*"],
    ["access-control-allow-methods", "GET, PUT, POST, DELETE, PATCH, OPTIONS"],
    ["access-control-allow-headers", "DNT,Keep-Alive,User-Agent,Cache-Control,Content-Type,Range,Authorization"],
  ] as const;
  const answer = page(204, undefined, "");
  return { ...answer, headers: [...answer.headers, ...allowed] };
}

/** Intermediaries that answer in the server's place. */
export const REFUSAL_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "refusal/own-preflights",
    statement: "an ingress without a name answers CORS preflights itself, without the fields of gRPC-Web",
    modes: ["read-only", "provisioned"],
    between: () => ({ before: ownPreflight }),
    expects: { verdict: "pass", inapplicable: /^Something answered a CORS preflight in ZITADEL's place/ },
  },
  {
    id: "refusal/own-heads",
    statement: "a proxy without a name answers HEAD itself",
    modes: ["read-only", "provisioned"],
    between: () => ({ before: ({ method }) => (method === "HEAD" ? page(200, undefined, "") : undefined) }),
    expects: { verdict: "pass", inapplicable: /^Something answered HEAD in ZITADEL's place/ },
  },
  {
    id: "refusal/nginx-odd-paths",
    statement: "nginx refuses %00 and broken percent-encodings with its page",
    modes: ["read-only", "provisioned"],
    between: refusing(isOddPath, () => nginxPage(400, "Bad Request")),
    expects: { verdict: "pass", inapplicable: /^Nginx answered in ZITADEL's place \(HTTP 400 with text\/html\)/ },
  },
  {
    id: "refusal/nginx-cuts-grpc",
    statement: "nginx cuts gRPC off without a status where the server refuses an encoding or a deadline ends early",
    modes: ["read-only", "provisioned"],
    between: refusing(isUnusualCall, () => CUT),
    expects: { verdict: "pass", inapplicable: /^Nginx answered in ZITADEL's place \(HTTP 200 with application\/grpc/ },
  },
  {
    id: "refusal/nginx-504-deadline",
    statement: "a proxy answers 504 by itself for a call whose deadline has passed",
    modes: ["provisioned"],
    between: refusing(isUnusualCall, () => nginxPage(504, "Gateway Time-out")),
    expects: { verdict: "pass", inapplicable: /^Nginx answered in ZITADEL's place \(HTTP 504/ },
  },
  {
    id: "refusal/firewall-methods",
    statement: "a firewall refuses PUT, DELETE and odd methods with 403 and its page",
    modes: ["provisioned"],
    between: refusing(
      (request) => !isManagement(request) && !["GET", "HEAD", "POST", "OPTIONS"].includes(request.method),
      forbidden,
    ),
    expects: {
      verdict: "pass",
      inapplicable: /^Cloudflare answered in ZITADEL's place \(HTTP 403.*the method (PUT|DELETE)/,
    },
  },
  {
    id: "refusal/unnamed-firewall",
    statement: "a gateway that names itself nowhere refuses odd methods with 403 and JSON, and odd paths with nothing",
    modes: ["read-only", "provisioned"],
    between: () => ({
      before: (request) => {
        if (isOddPath(request)) return page(400, undefined, "");
        if (isManagement(request) || ["GET", "HEAD", "POST", "OPTIONS"].includes(request.method)) return undefined;
        return page(403, undefined, '{"message":"Forbidden"}', "application/json");
      },
    }),
    expects: { verdict: "pass", inapplicable: /^Something answered in ZITADEL's place \(HTTP 400 with no media type/ },
  },
  {
    id: "refusal/firewall-delete",
    statement: "a firewall refuses DELETE, so that users could not be removed again",
    modes: ["provisioning"],
    between: refusing(({ method }) => method === "DELETE", forbidden),
    expects: { blocked: /refuses DELETE .*HTTP 403.*it created none/ },
  },
  {
    id: "refusal/firewall-create",
    statement: "a firewall refuses POST to the management API",
    modes: ["provisioning"],
    between: refusing((request) => isManagement(request) && request.method === "POST", forbidden),
    expects: { blocked: /is not ZITADEL's management API/ },
  },
  {
    id: "refusal/firewall-path",
    statement: "a firewall refuses a well-formed key that looks like an attack",
    modes: ["provisioned"],
    between: refusing(({ target, method }) => method === "GET" && target.includes("%2F"), forbidden),
    expects: {
      blocked:
        /^Cloudflare in front of \S+ answered in ZITADEL's place \(HTTP 403 with text\/html\): let it pass on GET/,
    },
  },
  {
    id: "refusal/one-path",
    statement: "a proxy has a page of its own for one key from the middle of a run on",
    modes: ["with-value"],
    between: refusing(
      ({ target }, nth) => nth > 40 && target.endsWith("/metadata/key1"),
      () => nginxPage(500, "Internal Server Error"),
    ),
    expects: { blocked: /^Nginx in front of .*HTTP 500 with text\/html/ },
  },
  {
    id: "refusal/431",
    statement: "a proxy takes no field of more than 3,000 bytes",
    modes: ["provisioned"],
    between: refusing(
      (request) => !isGrpc(request) && longest(request) > 3000,
      () => nginxPage(431, "Request Header Fields Too Large"),
    ),
    expects: { verdict: "pass", inapplicable: /HTTP 431 with text\/html\), and may refuse a long field/ },
  },
  {
    id: "refusal/414",
    statement: "a proxy takes no target of more than 2,100 bytes",
    modes: ["provisioned"],
    between: refusing(
      ({ target }) => target.length > 2100,
      () => haproxyPage(414, "URI Too Long"),
    ),
    expects: { verdict: "pass", inapplicable: /HTTP 414 with text\/html\), and may refuse a long path/ },
  },
  {
    id: "refusal/vendor-500",
    statement: "the vendor's own 500 in JSON comes through a proxy",
    modes: ["provisioned"],
    between: refusing(
      ({ target }) => target.endsWith("/metadata/no-such-key"),
      () => page(500, "nginx", '{"code":13,"message":"internal","details":[]}', "application/json"),
    ),
    // It lacks the field that lets pages read it, too.
    expects: { fails: ["GMM-0201", "GMM-0309", "GMM-0418", "GMM-0904"], deviates: ["GMM-0821"] },
  },
  {
    id: "refusal/vendor-503",
    statement: "the vendor's own 503 in JSON comes through a proxy",
    modes: ["provisioned"],
    between: refusing(
      ({ target }) => target.endsWith("/metadata/no-such-key"),
      () => page(503, "nginx", '{"code":14,"message":"unavailable","details":[]}', "application/json"),
    ),
    // It lacks the field that lets pages read it, too.
    expects: { fails: ["GMM-0201", "GMM-0309", "GMM-0418", "GMM-0904"], deviates: ["GMM-0821"] },
  },
  {
    id: "refusal/vendor-fails",
    statement: "the vendor fails wherever it is asked for what the user has",
    modes: ["read-only"],
    server: () => [{ answer: (answer) => (answer.kind === "entry" ? failure(13, 500) : answer) }],
    expects: { blocked: /with an error over every transport \(HTTP 500 and code 13 \(INTERNAL\)\): look into its log/ },
  },
  {
    id: "refusal/vendor-fails-rest",
    statement: "the vendor fails over REST wherever it is asked for what the user has",
    modes: ["read-only"],
    server: () => [
      {
        answer: (answer, { transport }) =>
          answer.kind === "entry" && transport === "rest" ? failure(13, 500) : answer,
      },
    ],
    expects: {
      fails: [
        ...(["GMM-0101", "GMM-0203", "GMM-0309", "GMM-0315", "GMM-0410", "GMM-0411"] as const),
        ...(["GMM-0605", "GMM-0703", "GMM-0905"] as const),
      ],
    },
  },
  {
    id: "refusal/maintenance",
    statement: "a maintenance page is answered with 200 from the first request on",
    modes: ["read-only", "provisioned"],
    between: () => ({ before: () => page(200, "nginx", "<html><h1>Back soon</h1></html>") }),
    expects: { blocked: /is not ZITADEL's API \(HTTP 200 with text\/html/ },
  },
  {
    id: "refusal/maintenance-begins",
    statement: "a maintenance page is answered with 200 from the middle of a run on",
    modes: ["read-only"],
    between: refusing(
      (_, nth) => nth > 60,
      () => page(200, "nginx", "<html><h1>Back soon</h1></html>"),
    ),
    expects: { blocked: /answered in ZITADEL's place \(HTTP 200 with text\/html.*\): end its maintenance mode/ },
  },
  {
    id: "refusal/hangs-up",
    statement: "a firewall hangs up on broken percent-encodings",
    modes: ["read-only"],
    between: refusing(isOddPath, () => ({ ...CUT, ending: "none" })),
    expects: { verdict: "pass", inapplicable: /^nginx ended the connection, and may refuse a path/ },
  },
];
