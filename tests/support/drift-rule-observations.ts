import type { Grade } from "../../src/contract/grade.ts";
import type { HeaderValue, MemberValue, Observation, RelationName, VerdictValue } from "../../src/drift/observation.ts";
import { CREDENTIALS, MISSING, PREFLIGHT, STORED, type Missed, type Sample, type Side } from "./drift-rule-samples.ts";

const RPC = "success/text grpc";
const RPC_MISSING = "missing-key/nobody grpc";
const RPC_WEB = "success/text grpc-web";
const HEAD = "methods/head rest";
const GERMAN = "error-body/language-de rest";

const ORIGIN = "access-control-allow-origin";
const ALLOWED = "access-control-allow-headers";
const EXPOSED = "access-control-expose-headers";
const SEQUENCE = "/metadata/details/sequence";
const CHANGED = "/metadata/details/changeDate";

const STRING: MemberValue = { kind: "type", type: "string" };
const NUMBER: MemberValue = { kind: "type", type: "number" };
const ARRAY: MemberValue = { kind: "type", type: "array" };
const OBJECT: MemberValue = { kind: "type", type: "object" };
const PRESENT = { kind: "present" } as const;

function member(pointer: string, value: MemberValue): Observation {
  return { kind: "member", pointer, value };
}

function text(value: string): MemberValue {
  return { kind: "text", text: value };
}

function uint64(zero: boolean): MemberValue {
  return { kind: "uint64", quoted: true, zero };
}

function time(form: "utc" | "offset"): MemberValue {
  return { kind: "time", form };
}

function header(name: string, value: HeaderValue): Observation {
  return { kind: "header", name, value };
}

function list(name: string, ...items: readonly string[]): Observation {
  return header(name, { kind: "list", items });
}

function coded(...codings: readonly string[]): Observation {
  return list("content-encoding", ...codings);
}

function origin(value: string): Observation {
  return header(ORIGIN, { kind: "text", text: value });
}

function field(name: string, value: string): Observation {
  return header(name, { kind: "text", text: value });
}

function verdict(requirement: string, value: VerdictValue["verdict"], ...seen: readonly string[]): Observation {
  return { kind: "verdict", requirement, value: { verdict: value, seen } };
}

function side(observation: Observation | undefined): Side {
  return { observations: observation === undefined ? [] : [observation] };
}

/** Two answers that differ in only one observation. */
function differs(
  rule: string,
  grade: Grade,
  says: string,
  old: Observation | undefined,
  now: Observation | undefined,
  place = STORED,
): Sample {
  return { rule, grade, place, says, old: side(old), now: side(now) };
}

function missed(id: string, ...sample: Parameters<typeof differs>): Missed {
  return { missed: id, ...differs(...sample) };
}

function relation(name: RelationName, value: boolean): Observation {
  return { kind: "relation", name, value };
}

/** An answer lacked a challenge, against a requirement, and has one now that lacks something else. */
function challenged(
  seen: string,
  before: "inapplicable" | "pass" = "inapplicable",
): { readonly old: Side; readonly now: Side } {
  return {
    old: {
      observations: [verdict("GMM-0412", "fail", "www-authenticate absent"), verdict("GMM-0414", before)],
    },
    now: { observations: [verdict("GMM-0412", "pass"), verdict("GMM-0414", "deviation", seen)] },
  };
}

const PAGE = "wire/cors-rest rest";
const PAGE_WEB = "wire/cors-web grpc-web";

/** A field of the status is no longer shown to pages, in an answer that has it at this place. */
function statusHidden(rule: string, grade: Grade, name: string, place: Observation): Sample {
  const shown = list(EXPOSED, name);
  return {
    ...differs(rule, grade, `header ${EXPOSED}: ${name} -> absent`, shown, undefined, PAGE_WEB),
    old: { observations: [shown, place] },
    now: { observations: [place] },
  };
}

const GZIP = "content-types/accept-gzip rest";
const CODED = coded("gzip");
/** As baselines of earlier versions have it. */
const CODED_SOMEHOW = header("content-encoding", PRESENT);
const WHOLE: Observation = { kind: "completeness", value: "whole" };
const TRUNCATED: Observation = { kind: "completeness", value: "truncated" };
const JSON_TYPE: Observation = { kind: "media-type", value: "application/json" };
const TRAILER: Observation = { kind: "trailer", name: "x-quota", value: true };
const OF_THE_WAY: Observation = { kind: "trailer", name: "x-request-id", value: true };
const STATUS_IN_HEADERS: Observation = { kind: "status-place", value: ["headers"] };
const STATUS_IN_CONTENT: Observation = { kind: "status-place", value: ["trailer-frame"] };
const MALFORMED: Observation = { kind: "malformed-challenge", value: true };
const DETAILS_AGREE: Observation = { kind: "status-details", value: { kind: "agrees" } };
const ORDERED: Observation = { kind: "relation", name: "created-before-changed", value: true };
const DISORDERED: Observation = { kind: "relation", name: "created-before-changed", value: false };

/** Changes in answers of one kind. */
export const OBSERVATIONS: readonly Sample[] = [
  differs("DRIFT-0201", "breaking", "completeness: whole -> truncated", WHOLE, TRUNCATED),
  differs("DRIFT-0202", "compatible", "completeness: truncated -> whole", TRUNCATED, WHOLE),
  differs("DRIFT-0203", "risky", "media type: application/json -> absent", JSON_TYPE, undefined, HEAD),
  differs("DRIFT-0204", "breaking", "media type: application/json -> text/json", JSON_TYPE, {
    kind: "media-type",
    value: "text/json",
  }),
  differs("DRIFT-0205", "cosmetic", "media type parameters: absent -> charset=utf-8", undefined, {
    kind: "media-type-parameters",
    value: ["charset=utf-8"],
  }),
  differs(
    "DRIFT-0205",
    "cosmetic",
    "media type format: proto -> absent",
    { kind: "media-type-format", value: "proto" },
    undefined,
    RPC,
  ),
  differs(
    "DRIFT-0301",
    "cosmetic",
    'body /message: "Not Found" -> "not found"',
    member("/message", text("Not Found")),
    member("/message", text("not found")),
    MISSING,
  ),
  differs(
    "DRIFT-0307",
    "risky",
    'body /details/0/@type: "example/A" -> "example/B"',
    member("/details/0/@type", text("example/A")),
    member("/details/0/@type", text("example/B")),
    MISSING,
  ),
  differs("DRIFT-0301", "cosmetic", "body /details: array -> absent", member("/details", ARRAY), undefined, MISSING),
  differs(
    "DRIFT-0302",
    "risky",
    `body ${SEQUENCE}: uint64 string -> uint64 string, zero`,
    member(SEQUENCE, uint64(false)),
    member(SEQUENCE, uint64(true)),
  ),
  differs(
    "DRIFT-0302",
    "risky",
    `body ${CHANGED}: RFC 3339 time in UTC -> RFC 3339 time with an offset`,
    member(CHANGED, time("utc")),
    member(CHANGED, time("offset")),
  ),
  differs(
    "DRIFT-0303",
    "breaking",
    `body ${SEQUENCE}: uint64 string -> absent`,
    member(SEQUENCE, uint64(false)),
    undefined,
  ),
  differs(
    "DRIFT-0304",
    "breaking",
    `body ${SEQUENCE}: uint64 string -> number`,
    member(SEQUENCE, uint64(false)),
    member(SEQUENCE, NUMBER),
  ),
  differs(
    "DRIFT-0304",
    "breaking",
    "body /details: array -> object",
    member("/details", ARRAY),
    member("/details", OBJECT),
    MISSING,
  ),
  differs("DRIFT-0304", "breaking", "body: object -> empty", member("", OBJECT), member("", { kind: "empty" })),
  differs("DRIFT-0305", "compatible", "body /metadata/id: absent -> string", undefined, member("/metadata/id", STRING)),
  differs(
    "DRIFT-0305",
    "compatible",
    "body field 15: absent -> wire type 2",
    undefined,
    { kind: "unknown-field", pointer: "", number: 15, value: 2 },
    RPC,
  ),
  differs(
    "DRIFT-0306",
    "risky",
    "body /metadata/id: string -> number",
    member("/metadata/id", STRING),
    member("/metadata/id", NUMBER),
  ),
  differs("DRIFT-0306", "risky", "body /metadata/id: string -> absent", member("/metadata/id", STRING), undefined),
  differs(
    "DRIFT-0401",
    "breaking",
    "number of messages: 1 message -> 2 messages",
    { kind: "message-count", value: 1 },
    { kind: "message-count", value: 2 },
    RPC,
  ),
  differs(
    "DRIFT-0401",
    "breaking",
    "trailer frame: absent -> not last",
    undefined,
    { kind: "framing", part: "trailer-frame", value: "not last" },
    RPC_WEB,
  ),
  differs(
    "DRIFT-0402",
    "risky",
    "number of statuses: 1 -> 2",
    { kind: "status-count", value: 1 },
    { kind: "status-count", value: 2 },
    RPC,
  ),
  differs(
    "DRIFT-0403",
    "cosmetic",
    "place of the status: trailers -> headers",
    { kind: "status-place", value: ["trailers"] },
    { kind: "status-place", value: ["headers"] },
    RPC_MISSING,
  ),
  differs(
    "DRIFT-0403",
    "cosmetic",
    "number of compressed messages: absent -> 1 message",
    undefined,
    { kind: "compressed-messages", value: 1 },
    RPC,
  ),
  differs(
    "DRIFT-0404",
    "cosmetic",
    "status details: same code and message as the status -> another message than the status",
    DETAILS_AGREE,
    { kind: "status-details", value: { kind: "other-message" } },
    RPC_MISSING,
  ),
  differs(
    "DRIFT-0405",
    "breaking",
    "status details: same code and message as the status -> another code than the status",
    DETAILS_AGREE,
    { kind: "status-details", value: { kind: "other-code" } },
    RPC_MISSING,
  ),
  differs("DRIFT-0406", "compatible", "trailer x-quota: absent -> present", undefined, TRAILER, RPC),
  differs("DRIFT-0407", "risky", "trailer x-quota: present -> absent", TRAILER, undefined, RPC),
  differs("DRIFT-0409", "cosmetic", "trailer x-request-id: present -> absent", OF_THE_WAY, undefined, RPC),
  differs(
    "DRIFT-0408",
    "risky",
    "number of messages of an error: 0 messages -> 1 message",
    { kind: "error-message-count", value: 0 },
    { kind: "error-message-count", value: 1 },
    RPC_MISSING,
  ),
  differs(
    "DRIFT-0501",
    "breaking",
    `header ${ORIGIN}: * -> https://a.example`,
    origin("*"),
    origin("https://a.example"),
    PREFLIGHT,
  ),
  differs(
    "DRIFT-0501",
    "breaking",
    `header ${ALLOWED}: authorization, x-grpc-web -> *, x-grpc-web`,
    list(ALLOWED, "authorization", "x-grpc-web"),
    list(ALLOWED, "*", "x-grpc-web"),
    PREFLIGHT,
  ),
  differs(
    "DRIFT-0502",
    "risky",
    `header ${ALLOWED}: authorization, x-grpc-web -> authorization`,
    list(ALLOWED, "authorization", "x-grpc-web"),
    list(ALLOWED, "authorization"),
    PREFLIGHT,
  ),
  differs(
    "DRIFT-0502",
    "risky",
    `header ${ORIGIN}: https://a.example -> https://b.example`,
    origin("https://a.example"),
    origin("https://b.example"),
  ),
  differs(
    "DRIFT-0502",
    "risky",
    `header ${EXPOSED}: date, location -> location`,
    list(EXPOSED, "date", "location"),
    list(EXPOSED, "location"),
  ),
  ...[STATUS_IN_HEADERS, STATUS_IN_CONTENT].map((place) => statusHidden("DRIFT-0502", "risky", "grpc-status", place)),
  statusHidden("DRIFT-0502", "risky", "grpc-status-details-bin", STATUS_IN_HEADERS),
  differs(
    "DRIFT-0503",
    "compatible",
    `header ${EXPOSED}: location -> date, location`,
    list(EXPOSED, "location"),
    list(EXPOSED, "date", "location"),
  ),
  differs(
    "DRIFT-0515",
    "cosmetic",
    "header access-control-max-age: 600 -> absent",
    header("access-control-max-age", { kind: "text", text: "600" }),
    undefined,
  ),
  differs(
    "DRIFT-0515",
    "cosmetic",
    "header access-control-allow-methods: delete, put -> put",
    list("access-control-allow-methods", "delete", "put"),
    list("access-control-allow-methods", "put"),
    PREFLIGHT,
  ),
  // Only pages are told, and nobody asks as a page here.
  differs("DRIFT-0515", "cosmetic", `header ${ORIGIN}: * -> absent`, origin("*"), undefined),
  differs("DRIFT-0501", "breaking", `header ${ORIGIN}: * -> absent`, origin("*"), undefined, PAGE),
  differs(
    "DRIFT-0516",
    "cosmetic",
    "header vary: access-control-request-headers, origin -> origin",
    list("vary", "access-control-request-headers", "origin"),
    list("vary", "origin"),
    PREFLIGHT,
  ),
  {
    ...differs("DRIFT-0516", "cosmetic", "header vary: cookie, origin -> origin", undefined, undefined),
    old: { observations: [list("vary", "cookie", "origin"), list("cache-control", "no-store")] },
    now: { observations: [list("vary", "origin"), list("cache-control", "no-store")] },
  },
  statusHidden("DRIFT-0515", "cosmetic", "grpc-status-details-bin", STATUS_IN_CONTENT),
  differs(
    "DRIFT-0514",
    "cosmetic",
    "header x-envoy-upstream-service-time: present -> absent",
    header("x-envoy-upstream-service-time", PRESENT),
    undefined,
  ),
  differs("DRIFT-0517", "breaking", "header content-encoding: absent -> gzip", undefined, CODED, RPC),
  differs("DRIFT-0518", "risky", "header content-encoding: absent -> gzip", undefined, CODED),
  differs("DRIFT-0518", "risky", "header content-encoding: absent -> present", undefined, CODED_SOMEHOW),
  differs("DRIFT-0518", "risky", "header content-encoding: gzip -> br", CODED, coded("br")),
  differs("DRIFT-0518", "risky", "header content-encoding: gzip -> br, gzip", CODED, coded("br", "gzip")),
  differs("DRIFT-0519", "breaking", "header content-encoding: absent -> br", undefined, coded("br"), GZIP),
  differs("DRIFT-0519", "breaking", "header content-encoding: gzip -> br", CODED, coded("br"), GZIP),
  differs("DRIFT-0519", "breaking", "header content-encoding: present -> br", CODED_SOMEHOW, coded("br"), GZIP),
  differs("DRIFT-0514", "cosmetic", "header content-encoding: gzip -> absent", CODED, undefined, RPC),
  differs("DRIFT-0514", "cosmetic", "header content-encoding: br, gzip -> gzip", coded("br", "gzip"), CODED),
  // A client that read Brotli unasked reads gzip.
  differs("DRIFT-0514", "cosmetic", "header content-encoding: br -> gzip", coded("br"), CODED),
  // Which it was nobody knows, and no client of gRPC read it.
  differs("DRIFT-0514", "cosmetic", "header content-encoding: present -> br", CODED_SOMEHOW, coded("br")),
  differs("DRIFT-0514", "cosmetic", "header content-encoding: gzip -> br", CODED, coded("br"), RPC),
  differs("DRIFT-0514", "cosmetic", "header via: absent -> present", undefined, header("via", PRESENT)),
  differs(
    "DRIFT-0514",
    "cosmetic",
    "header ratelimit-remaining: present -> absent",
    header("ratelimit-remaining", PRESENT),
    undefined,
  ),
  differs(
    "DRIFT-0514",
    "cosmetic",
    "header vary: accept-encoding, origin -> origin",
    list("vary", "accept-encoding", "origin"),
    list("vary", "origin"),
  ),
  differs(
    "DRIFT-0514",
    "cosmetic",
    "header set-cookie: AWSALB;expires;path, own;path -> own;path",
    list("set-cookie", "AWSALB;expires;path", "own;path"),
    list("set-cookie", "own;path"),
  ),
  differs(
    "DRIFT-0504",
    "risky",
    "header cache-control: no-store -> max-age=60, public",
    list("cache-control", "no-store"),
    list("cache-control", "max-age=60", "public"),
  ),
  differs(
    "DRIFT-0504",
    "risky",
    "header cache-control: no-store -> s-maxage=60",
    list("cache-control", "no-store"),
    list("cache-control", "s-maxage=60"),
  ),
  differs(
    "DRIFT-0504",
    "risky",
    "header cache-control: max-age=60 -> no-store",
    list("cache-control", "max-age=60"),
    list("cache-control", "no-store"),
  ),
  differs(
    "DRIFT-0505",
    "compatible",
    "header cache-control: no-store -> must-revalidate, no-store",
    list("cache-control", "no-store"),
    list("cache-control", "must-revalidate", "no-store"),
  ),
  differs(
    "DRIFT-0505",
    "compatible",
    "header cache-control: absent -> no-store",
    undefined,
    list("cache-control", "no-store"),
  ),
  differs("DRIFT-0506", "cosmetic", "header pragma: no-cache -> absent", list("pragma", "no-cache"), undefined),
  differs(
    "DRIFT-0507",
    "compatible",
    "header vary: origin -> cookie, origin",
    list("vary", "origin"),
    list("vary", "cookie", "origin"),
  ),
  differs(
    "DRIFT-0507",
    "compatible",
    "header set-cookie: own;path -> other;path, own;path",
    list("set-cookie", "own;path"),
    list("set-cookie", "other;path", "own;path"),
  ),
  differs("DRIFT-0507", "compatible", "header vary: origin -> *", list("vary", "origin"), list("vary", "*")),
  differs(
    "DRIFT-0508",
    "compatible",
    "header x-frame-options: absent -> present",
    undefined,
    header("x-frame-options", PRESENT),
  ),
  differs(
    "DRIFT-0508",
    "compatible",
    "challenge bearer realm: absent -> present",
    undefined,
    { kind: "challenge-parameter", scheme: "bearer", name: "realm", value: PRESENT },
    CREDENTIALS,
  ),
  differs(
    "DRIFT-0509",
    "risky",
    "header x-content-type-options: nosniff -> absent",
    header("x-content-type-options", { kind: "text", text: "nosniff" }),
    undefined,
  ),
  differs(
    "DRIFT-0509",
    "risky",
    "challenge bearer error: invalid_token -> invalid_request",
    { kind: "challenge-parameter", scheme: "bearer", name: "error", value: { kind: "text", text: "invalid_token" } },
    { kind: "challenge-parameter", scheme: "bearer", name: "error", value: { kind: "text", text: "invalid_request" } },
    CREDENTIALS,
  ),
  differs("DRIFT-0509", "risky", "challenge: absent -> malformed", undefined, MALFORMED, CREDENTIALS),
  differs("DRIFT-0511", "risky", "header deprecation: absent -> @1", undefined, field("deprecation", "@1")),
  differs(
    "DRIFT-0511",
    "risky",
    "header deprecation: @1 -> @2",
    field("deprecation", "@1"),
    field("deprecation", "@2"),
  ),
  differs("DRIFT-0512", "risky", "header sunset: absent -> soon", undefined, field("sunset", "soon")),
  differs("DRIFT-0513", "compatible", "header sunset: soon -> absent", field("sunset", "soon"), undefined),
  differs("DRIFT-0513", "compatible", "header deprecation: @1 -> absent", field("deprecation", "@1"), undefined),
  differs("DRIFT-0510", "compatible", "challenge: malformed -> absent", MALFORMED, undefined, CREDENTIALS),
  {
    ...differs(
      "DRIFT-0613",
      "compatible",
      `body ${SEQUENCE}: number -> uint64 string`,
      member(SEQUENCE, NUMBER),
      member(SEQUENCE, uint64(false)),
    ),
    old: { observations: [member(SEQUENCE, NUMBER), verdict("GMM-0112", "fail", `${SEQUENCE} number`)] },
    now: { observations: [member(SEQUENCE, uint64(false)), verdict("GMM-0112", "pass")] },
  },
  differs(
    "DRIFT-0601",
    "compatible",
    `verdict GMM-0112: fail: ${SEQUENCE} 0 -> pass`,
    verdict("GMM-0112", "fail", `${SEQUENCE} 0`),
    verdict("GMM-0112", "pass"),
  ),
  differs(
    "DRIFT-0602",
    "cosmetic",
    "verdict GMM-0112: pass -> inapplicable",
    verdict("GMM-0112", "pass"),
    verdict("GMM-0112", "inapplicable"),
  ),
  differs(
    "DRIFT-0603",
    "compatible",
    "verdict GMM-0206: pass -> fail: /metadata object",
    verdict("GMM-0206", "pass"),
    verdict("GMM-0206", "fail", "/metadata object"),
    MISSING,
  ),
  differs(
    "DRIFT-0604",
    "cosmetic",
    "verdict GMM-0505: pass -> deviation: /message absent",
    verdict("GMM-0505", "pass"),
    verdict("GMM-0505", "deviation", "/message absent"),
    MISSING,
  ),
  differs(
    "DRIFT-0605",
    "risky",
    "verdict GMM-0412: pass -> fail: www-authenticate absent",
    verdict("GMM-0412", "pass"),
    verdict("GMM-0412", "fail", "www-authenticate absent"),
    CREDENTIALS,
  ),
  differs(
    "DRIFT-0606",
    "breaking",
    `verdict GMM-0112: pass -> fail: ${SEQUENCE} 0`,
    verdict("GMM-0112", "pass"),
    verdict("GMM-0112", "fail", `${SEQUENCE} 0`),
  ),
  differs(
    "DRIFT-0607",
    "risky",
    "verdict GMM-0704: pass -> deviation: content-type absent",
    verdict("GMM-0704", "pass"),
    verdict("GMM-0704", "deviation", "content-type absent"),
    HEAD,
  ),
  {
    ...differs(
      "DRIFT-0608",
      "compatible",
      "verdict GMM-0414: inapplicable -> deviation: www-authenticate absent",
      undefined,
      undefined,
      CREDENTIALS,
    ),
    ...challenged("www-authenticate absent"),
    beside: "DRIFT-0601",
  },
  differs(
    "DRIFT-0609",
    "risky",
    "verdict GMM-0122: inapplicable -> fail: /metadata/details/resourceOwner another owner",
    verdict("GMM-0122", "inapplicable"),
    verdict("GMM-0122", "fail", "/metadata/details/resourceOwner another owner"),
  ),
  differs(
    "DRIFT-0614",
    "risky",
    "relation text in the language of Accept-Language: true -> false",
    relation("message-in-language", true),
    relation("message-in-language", false),
    GERMAN,
  ),
  differs(
    "DRIFT-0615",
    "risky",
    "relation times with fractions of a second: true -> false",
    relation("times-with-fractions", true),
    relation("times-with-fractions", false),
  ),
  differs(
    "DRIFT-0616",
    "compatible",
    "relation text in the language of Accept-Language: false -> true",
    relation("message-in-language", false),
    relation("message-in-language", true),
    GERMAN,
  ),
  differs("DRIFT-0611", "breaking", "relation created before changed: true -> false", ORDERED, DISORDERED),
  differs(
    "DRIFT-0612",
    "compatible",
    "relation same owner in both answers: false -> true",
    { kind: "relation", name: "same-owner", value: false },
    { kind: "relation", name: "same-owner", value: true },
    "success/twice rest",
  ),
  // Recorded by another version of this suite.
  differs(
    "DRIFT-9999",
    "risky",
    "unheard-of: old -> new",
    { kind: "unknown", name: "unheard-of", value: "old" },
    { kind: "unknown", name: "unheard-of", value: "new" },
  ),
];

/** Changes that a rule with a condition just misses, and the rule that grades them. */
export const MISSED_OBSERVATIONS: readonly Missed[] = [
  missed("DRIFT-0517", "DRIFT-0518", "risky", "header content-encoding: absent -> gzip", undefined, CODED, RPC_WEB),
  missed("DRIFT-0518", "DRIFT-0514", "cosmetic", "header content-encoding: absent -> gzip", undefined, CODED, GZIP),
  missed("DRIFT-0519", "DRIFT-0514", "cosmetic", "header content-encoding: absent -> gzip", undefined, CODED, GZIP),
  missed("DRIFT-0519", "DRIFT-0514", "cosmetic", "header content-encoding: br -> gzip", coded("br"), CODED, GZIP),
  // Its client read neither.
  missed("DRIFT-0519", "DRIFT-0518", "risky", "header content-encoding: br -> zstd", coded("br"), coded("zstd"), GZIP),
  missed("DRIFT-0201", "DRIFT-0202", "compatible", "completeness: truncated -> whole", TRUNCATED, WHOLE),
  missed(
    "DRIFT-0301",
    "DRIFT-0304",
    "breaking",
    'body /message: "Not Found" -> number',
    member("/message", text("Not Found")),
    member("/message", NUMBER),
    MISSING,
  ),
  {
    // The same type at another place.
    ...missed(
      "DRIFT-0307",
      "DRIFT-0301",
      "cosmetic",
      'body /details/0/@type: "example/A" -> "example/B"',
      undefined,
      undefined,
      MISSING,
    ),
    old: {
      observations: [member("/details/0/@type", text("example/A")), member("/details/1/@type", text("example/A"))],
    },
    now: {
      observations: [member("/details/0/@type", text("example/B")), member("/details/1/@type", text("example/A"))],
    },
  },
  missed("DRIFT-0409", "DRIFT-0407", "risky", "trailer x-quota: present -> absent", TRAILER, undefined, RPC),
  missed(
    "DRIFT-0514",
    "DRIFT-0508",
    "compatible",
    "header ratelimit-remaining: absent -> present",
    undefined,
    header("ratelimit-remaining", PRESENT),
  ),
  missed(
    "DRIFT-0514",
    "DRIFT-0509",
    "risky",
    "header set-cookie: AWSALB;expires;path, own;path -> AWSALB;expires;path",
    list("set-cookie", "AWSALB;expires;path", "own;path"),
    list("set-cookie", "AWSALB;expires;path"),
  ),
  missed(
    "DRIFT-0609",
    "DRIFT-0606",
    "breaking",
    `verdict GMM-0112: pass -> fail: ${SEQUENCE} 0`,
    verdict("GMM-0112", "pass"),
    verdict("GMM-0112", "fail", `${SEQUENCE} 0`),
  ),
  missed(
    "DRIFT-0516",
    "DRIFT-0509",
    "risky",
    "header vary: origin -> cookie",
    list("vary", "origin"),
    list("vary", "cookie"),
  ),
  missed(
    "DRIFT-0515",
    "DRIFT-0508",
    "compatible",
    "header x-frame-options: absent -> present",
    undefined,
    header("x-frame-options", PRESENT),
  ),
  {
    ...missed(
      "DRIFT-0608",
      "DRIFT-0607",
      "risky",
      "verdict GMM-0414: pass -> deviation: www-authenticate absent",
      undefined,
      undefined,
      CREDENTIALS,
    ),
    ...challenged("www-authenticate absent", "pass"),
    beside: "DRIFT-0601",
  },
  {
    // A client that read what lacked the member does not read one that is malformed.
    ...missed(
      "DRIFT-0608",
      "DRIFT-0609",
      "risky",
      `verdict GMM-0111: inapplicable -> fail: ${SEQUENCE} number`,
      undefined,
      undefined,
    ),
    old: { observations: [verdict("GMM-0110", "fail", `${SEQUENCE} absent`), verdict("GMM-0111", "inapplicable")] },
    now: { observations: [verdict("GMM-0110", "pass"), verdict("GMM-0111", "fail", `${SEQUENCE} number`)] },
    beside: "DRIFT-0601",
  },
  missed(
    "DRIFT-0614",
    "DRIFT-0616",
    "compatible",
    "relation text in the language of Accept-Language: false -> true",
    relation("message-in-language", false),
    relation("message-in-language", true),
    GERMAN,
  ),
  missed(
    "DRIFT-0615",
    "DRIFT-0616",
    "compatible",
    "relation times with fractions of a second: false -> true",
    relation("times-with-fractions", false),
    relation("times-with-fractions", true),
  ),
  missed("DRIFT-0616", "DRIFT-0611", "breaking", "relation created before changed: true -> false", ORDERED, DISORDERED),
  missed(
    "DRIFT-0302",
    "DRIFT-0304",
    "breaking",
    `body ${CHANGED}: RFC 3339 time in UTC -> string`,
    member(CHANGED, time("utc")),
    member(CHANGED, STRING),
  ),
  missed(
    "DRIFT-0303",
    "DRIFT-0306",
    "risky",
    "body /metadata/id: string -> absent",
    member("/metadata/id", STRING),
    undefined,
  ),
  missed(
    "DRIFT-0304",
    "DRIFT-0306",
    "risky",
    "body /metadata/id: string -> number",
    member("/metadata/id", STRING),
    member("/metadata/id", NUMBER),
  ),
  missed(
    "DRIFT-0404",
    "DRIFT-0405",
    "breaking",
    "status details: absent -> not base64",
    undefined,
    { kind: "status-details", value: { kind: "unreadable", problem: "not base64" } },
    RPC_MISSING,
  ),
  missed(
    "DRIFT-0501",
    "DRIFT-0503",
    "compatible",
    `header ${ORIGIN}: https://a.example -> *`,
    origin("https://a.example"),
    origin("*"),
  ),
  missed(
    "DRIFT-0501",
    "DRIFT-0503",
    "compatible",
    `header ${ALLOWED}: accept -> accept, te`,
    list(ALLOWED, "accept"),
    list(ALLOWED, "accept", "te"),
  ),
  missed(
    "DRIFT-0502",
    "DRIFT-0503",
    "compatible",
    `header ${EXPOSED}: absent -> location`,
    undefined,
    list(EXPOSED, "location"),
    PAGE,
  ),
  missed(
    "DRIFT-0503",
    "DRIFT-0508",
    "compatible",
    "header x-frame-options: absent -> present",
    undefined,
    header("x-frame-options", PRESENT),
  ),
  missed(
    "DRIFT-0504",
    "DRIFT-0505",
    "compatible",
    "header cache-control: no-store -> max-age=0",
    list("cache-control", "no-store"),
    list("cache-control", "max-age=0"),
  ),
  missed(
    "DRIFT-0505",
    "DRIFT-0506",
    "cosmetic",
    "header pragma: no-cache -> absent",
    list("pragma", "no-cache"),
    undefined,
  ),
  missed(
    "DRIFT-0506",
    "DRIFT-0509",
    "risky",
    "header x-frame-options: present -> absent",
    header("x-frame-options", PRESENT),
    undefined,
  ),
  missed(
    "DRIFT-0507",
    "DRIFT-0509",
    "risky",
    "header vary: origin -> accept-encoding",
    list("vary", "origin"),
    list("vary", "accept-encoding"),
  ),
  missed("DRIFT-0511", "DRIFT-0512", "risky", "header sunset: absent -> soon", undefined, field("sunset", "soon")),
  missed("DRIFT-0512", "DRIFT-0508", "compatible", "header link: absent -> x", undefined, field("link", "x")),
  missed("DRIFT-0513", "DRIFT-0509", "risky", "header link: x -> absent", field("link", "x"), undefined),
  missed(
    "DRIFT-0613",
    "DRIFT-0304",
    "breaking",
    `body ${SEQUENCE}: number -> uint64 string`,
    member(SEQUENCE, NUMBER),
    member(SEQUENCE, uint64(false)),
  ),
  missed(
    "DRIFT-0601",
    "DRIFT-0602",
    "cosmetic",
    "verdict GMM-0112: inapplicable -> pass",
    verdict("GMM-0112", "inapplicable"),
    verdict("GMM-0112", "pass"),
  ),
  missed(
    "DRIFT-0602",
    "DRIFT-0609",
    "risky",
    "verdict GMM-0704: inapplicable -> deviation: content-type absent",
    verdict("GMM-0704", "inapplicable"),
    verdict("GMM-0704", "deviation", "content-type absent"),
  ),
  ...["DRIFT-0603", "DRIFT-0604", "DRIFT-0605"].map((id) =>
    missed(
      id,
      "DRIFT-0606",
      "breaking",
      `verdict GMM-0112: pass -> fail: ${SEQUENCE} 0`,
      verdict("GMM-0112", "pass"),
      verdict("GMM-0112", "fail", `${SEQUENCE} 0`),
    ),
  ),
  missed(
    "DRIFT-0606",
    "DRIFT-0607",
    "risky",
    "verdict GMM-0107: fail: /metadata/key absent -> fail: /metadata/key 1",
    verdict("GMM-0107", "fail", "/metadata/key absent"),
    verdict("GMM-0107", "fail", "/metadata/key 1"),
  ),
  missed(
    "DRIFT-0611",
    "DRIFT-0612",
    "compatible",
    "relation created before changed: false -> true",
    DISORDERED,
    ORDERED,
  ),
];
