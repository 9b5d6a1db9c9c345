import type { Observations } from "../../src/drift/baseline.ts";
import {
  CREDENTIALS,
  MISSING,
  PREFLIGHT,
  STORED,
  type Graded,
  type Missed,
  type Sample,
} from "./drift-rule-samples.ts";

const RPC = "success/text grpc";
const RPC_MISSING = "missing-key/nobody grpc";

/** Two answers that differ in one observation alone. */
function observation(name: string, old: string | undefined, now: string | undefined, place = STORED): Sample {
  const having = (value: string | undefined): Observations => (value === undefined ? {} : { [name]: value });
  return [place, `${name}: ${old ?? "absent"} -> ${now ?? "absent"}`, having(old), having(now)];
}

/** Changes in answers of one kind. */
export const FACTS: readonly Graded[] = [
  ["DRIFT-0201", "breaking", ...observation("complete", "whole", "cut")],
  ["DRIFT-0202", "compatible", ...observation("complete", "cut", "whole")],
  ["DRIFT-0203", "risky", ...observation("media type", "application/json", "absent", "methods/head rest")],
  ["DRIFT-0204", "breaking", ...observation("media type", "application/json", "text/json")],
  ["DRIFT-0205", "cosmetic", ...observation("media type parameters", undefined, "charset=utf-8")],
  ["DRIFT-0205", "cosmetic", ...observation("media type format", "proto", undefined, RPC)],
  ["DRIFT-0301", "cosmetic", ...observation("body /message", '"Not Found"', '"not found"', MISSING)],
  ["DRIFT-0301", "cosmetic", ...observation("body /details/0/@type", '"type.example/A"', '"type.example/B"', MISSING)],
  ["DRIFT-0301", "cosmetic", ...observation("body /details", "array", undefined, MISSING)],
  ["DRIFT-0302", "risky", ...observation("body /metadata/details/sequence", "uint64 string", "uint64 string, zero")],
  [
    "DRIFT-0302",
    "risky",
    ...observation("body /metadata/details/changeDate", "RFC 3339 UTC", "RFC 3339 with an offset"),
  ],
  ["DRIFT-0303", "breaking", ...observation("body /metadata/details/sequence", "uint64 string", undefined)],
  ["DRIFT-0304", "breaking", ...observation("body /metadata/details/sequence", "uint64 string", "number")],
  ["DRIFT-0304", "breaking", ...observation("body /details", "array", "object", MISSING)],
  ["DRIFT-0304", "breaking", ...observation("body", "object", "empty")],
  ["DRIFT-0305", "compatible", ...observation("body /metadata/id", undefined, "string")],
  ["DRIFT-0305", "compatible", ...observation("body field 15", undefined, "wire type 2", RPC)],
  ["DRIFT-0306", "risky", ...observation("body /metadata/id", "string", "number")],
  ["DRIFT-0306", "risky", ...observation("body /metadata/id", "string", undefined)],
  ["DRIFT-0401", "breaking", ...observation("frames", "1 message", "2 messages", RPC)],
  ["DRIFT-0401", "breaking", ...observation("trailer frame", undefined, "not last", "success/text grpc-web")],
  ["DRIFT-0402", "risky", ...observation("status count", "1", "2", RPC)],
  ["DRIFT-0403", "cosmetic", ...observation("status place", "trailers", "headers", RPC_MISSING)],
  ["DRIFT-0403", "cosmetic", ...observation("compressed messages", undefined, "1", RPC)],
  ["DRIFT-0404", "cosmetic", ...observation("status details", "agrees", "another message", RPC_MISSING)],
  ["DRIFT-0405", "breaking", ...observation("status details", "agrees", "another code", RPC_MISSING)],
  ["DRIFT-0406", "compatible", ...observation("trailer x-request-id", undefined, "present", RPC)],
  ["DRIFT-0407", "risky", ...observation("trailer x-request-id", "present", undefined, RPC)],
  ["DRIFT-0408", "risky", ...observation("frames of an error", "0 messages", "1 message", RPC_MISSING)],
  [
    "DRIFT-0501",
    "breaking",
    ...observation("header access-control-allow-origin", '"*"', '"https://a.example"', PREFLIGHT),
  ],
  ["DRIFT-0501", "breaking", ...observation("header access-control-allow-headers", "accept, x-grpc-web", "accept")],
  [
    "DRIFT-0502",
    "risky",
    ...observation("header access-control-expose-headers", "grpc-message, grpc-status", "grpc-status"),
  ],
  ["DRIFT-0502", "risky", ...observation("header access-control-allow-credentials", "true", undefined)],
  ["DRIFT-0503", "compatible", ...observation("header access-control-allow-methods", "get", "get, head")],
  ["DRIFT-0504", "risky", ...observation("header cache-control", "no-store", "max-age=60, public")],
  ["DRIFT-0504", "risky", ...observation("header cache-control", "max-age=60", "no-store")],
  ["DRIFT-0505", "compatible", ...observation("header cache-control", "no-store", "must-revalidate, no-store")],
  ["DRIFT-0506", "cosmetic", ...observation("header pragma", "no-cache", undefined)],
  ["DRIFT-0507", "compatible", ...observation("header vary", "origin", "accept-encoding, origin")],
  ["DRIFT-0508", "compatible", ...observation("header x-frame-options", undefined, "present")],
  ["DRIFT-0508", "compatible", ...observation("challenge bearer realm", undefined, "present", CREDENTIALS)],
  ["DRIFT-0509", "risky", ...observation("header x-content-type-options", "nosniff", undefined)],
  ["DRIFT-0509", "risky", ...observation("challenge bearer error", "invalid_token", "invalid_request", CREDENTIALS)],
  ["DRIFT-0510", "compatible", ...observation("challenge", "malformed", undefined, CREDENTIALS)],
  ["DRIFT-0601", "compatible", ...observation("verdict GMM-0112", "fail: /metadata/details/sequence 0", "pass")],
  ["DRIFT-0602", "cosmetic", ...observation("verdict GMM-0112", "pass", "inapplicable")],
  ["DRIFT-0603", "compatible", ...observation("verdict GMM-0206", "pass", "fail: /metadata object", MISSING)],
  ["DRIFT-0604", "cosmetic", ...observation("verdict GMM-0505", "pass", "deviation: /message absent", MISSING)],
  ["DRIFT-0605", "risky", ...observation("verdict GMM-0412", "pass", "fail: www-authenticate absent", CREDENTIALS)],
  ["DRIFT-0606", "breaking", ...observation("verdict GMM-0112", "pass", "fail: /metadata/details/sequence 0")],
  [
    "DRIFT-0607",
    "risky",
    ...observation("verdict GMM-0704", "pass", "deviation: content-type absent", "methods/head rest"),
  ],
  ["DRIFT-0611", "breaking", ...observation("relation created<=changed", "true", "false")],
  [
    "DRIFT-0612",
    "compatible",
    ...observation("relation second answer same owner", "false", "true", "success/twice rest"),
  ],
  // A fact that another version of this suite records.
  ["DRIFT-9999", "risky", ...observation("unheard of", "old", "new")],
];

/** Changes that a rule with a condition just misses, and the rule that grades them. */
export const MISSED_FACTS: readonly Missed[] = [
  ["DRIFT-0201", "DRIFT-0202", "compatible", ...observation("complete", "cut", "whole")],
  ["DRIFT-0301", "DRIFT-0304", "breaking", ...observation("body /message", '"Not Found"', "number", MISSING)],
  [
    "DRIFT-0302",
    "DRIFT-0304",
    "breaking",
    ...observation("body /metadata/details/changeDate", "RFC 3339 UTC", "string"),
  ],
  ["DRIFT-0404", "DRIFT-0405", "breaking", ...observation("status details", "absent", "not base64", RPC_MISSING)],
  [
    "DRIFT-0501",
    "DRIFT-0503",
    "compatible",
    ...observation("header access-control-allow-origin", '"https://a.example"', '"*"'),
  ],
  [
    "DRIFT-0501",
    "DRIFT-0503",
    "compatible",
    ...observation("header access-control-allow-headers", "accept", "accept, te"),
  ],
  [
    "DRIFT-0502",
    "DRIFT-0503",
    "compatible",
    ...observation("header access-control-expose-headers", undefined, "location"),
  ],
  ["DRIFT-0504", "DRIFT-0505", "compatible", ...observation("header cache-control", "no-store", "max-age=0")],
  ["DRIFT-0507", "DRIFT-0509", "risky", ...observation("header vary", "origin", "accept-encoding")],
  ["DRIFT-0508", "DRIFT-0509", "risky", ...observation("challenge", undefined, "malformed", CREDENTIALS)],
  ["DRIFT-0601", "DRIFT-0602", "cosmetic", ...observation("verdict GMM-0112", "inapplicable", "pass")],
  [
    "DRIFT-0602",
    "DRIFT-0607",
    "risky",
    ...observation("verdict GMM-0704", "inapplicable", "deviation: content-type absent"),
  ],
  [
    "DRIFT-0606",
    "DRIFT-0607",
    "risky",
    ...observation("verdict GMM-0107", "fail: /metadata/key absent", "fail: /metadata/key 1"),
  ],
  ["DRIFT-0611", "DRIFT-0612", "compatible", ...observation("relation created<=changed", "false", "true")],
];
