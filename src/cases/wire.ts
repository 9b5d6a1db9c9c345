import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, Expectation, RpcParts, SingleCase } from "../contract/case.ts";
import type { CodeName } from "../contract/codes.ts";
import type { Transport } from "../contract/transport.ts";
import { MADE_UP_RPCS } from "../contract/operation.ts";
import { ALWAYS, requestFor, ERROR, SUCCESS, WELL_FORMED } from "./requirement-sets.ts";

const RPC: readonly Transport[] = ["grpc", "grpc-web"];
const STORED = { kind: "stored" } as const;

function call(
  name: string,
  title: string,
  rpc: RpcParts,
  expect: Expectation,
  requirements: readonly RequirementId[],
): SingleCase {
  const request = { ...requestFor("{key}"), rpc };
  return { kind: "single", id: `wire/${name}`, title, group: "wire", transports: RPC, request, expect, requirements };
}

function failing(name: string, title: string, rpc: RpcParts, code: CodeName, requirement: RequirementId): Case {
  return call(name, title, rpc, { kind: "error", codes: [code] }, [requirement, ...ERROR]);
}

/** Requests whose wire form is the point. Bodies in hexadecimal: flags, length, then the message. */
export const WIRE_CASES: readonly Case[] = [
  call("unknown-field", "Unknown fields of the request are ignored", { extraFields: "7a0161" }, STORED, [
    "GMM-0808",
    ...SUCCESS,
  ]),
  call("deadline", "A call with 30 seconds left is served", { headers: { "grpc-timeout": "30S" } }, STORED, [
    "GMM-0810",
    ...SUCCESS,
  ]),
  failing(
    "deadline-passed",
    "A call with a nanosecond left is too late",
    { headers: { "grpc-timeout": "1n" } },
    "DEADLINE_EXCEEDED",
    "GMM-0811",
  ),
  failing(
    "unknown-method",
    "An unknown method is unimplemented",
    { path: MADE_UP_RPCS.method },
    "UNIMPLEMENTED",
    "GMM-0809",
  ),
  failing(
    "unknown-service",
    "An unknown service is unimplemented",
    { path: MADE_UP_RPCS.service },
    "UNIMPLEMENTED",
    "GMM-0809",
  ),
  // Field 1 announces 127 bytes and one follows.
  failing(
    "malformed-message",
    "A message that cannot be parsed is internal",
    { rawBody: "00000000030a7f61" },
    "INTERNAL",
    "GMM-0812",
  ),
  // Field 1 holds the bytes ff fe.
  failing(
    "bad-utf8",
    "A string that is not UTF-8 cannot be parsed",
    { rawBody: "00000000040a02fffe" },
    "INTERNAL",
    "GMM-0812",
  ),
  // The frame announces six bytes and two follow.
  failing(
    "truncated-frame",
    "A request that ends inside a frame is internal",
    { rawBody: "00000000060a04" },
    "INTERNAL",
    "GMM-0813",
  ),
  failing(
    "no-message",
    "A request without a message breaks the cardinality",
    { rawBody: "" },
    "UNIMPLEMENTED",
    "GMM-0814",
  ),
  failing(
    "two-messages",
    "A request with two messages breaks the cardinality",
    { rawBody: "00000000060a046b65793100000000060a046b657931" },
    "UNIMPLEMENTED",
    "GMM-0814",
  ),
  failing(
    "compressed-flag",
    "A compressed flag without an encoding is internal",
    { rawBody: "01000000060a046b657931" },
    "INTERNAL",
    "GMM-0815",
  ),
  failing(
    "unknown-encoding",
    "An unknown encoding is unimplemented",
    { headers: { "grpc-encoding": "snail" }, rawBody: "01000000060a046b657931" },
    "UNIMPLEMENTED",
    "GMM-0816",
  ),
  {
    ...call(
      "accept-gzip",
      "A client that accepts gzip can read a big value",
      { headers: { "grpc-accept-encoding": "gzip,identity" } },
      STORED,
      ["GMM-0823", ...SUCCESS],
    ),
    request: { ...requestFor("big"), rpc: { headers: { "grpc-accept-encoding": "gzip,identity" } } },
    transports: ["grpc"],
  },
  {
    // `te: trailers` is the client's duty; a server may do without it or refuse the call.
    ...call(
      "no-te",
      "A call without te: trailers does no harm",
      { headers: { te: null } },
      { kind: "open" },
      WELL_FORMED,
    ),
    transports: ["grpc"],
  },
  {
    ...call("web-http2", "HTTP/2 gives what HTTP/1.1 gives", {}, STORED, ["GMM-0101", "GMM-0822", ...SUCCESS]),
    kind: "pair",
    then: { ...requestFor("{key}"), rpc: { httpVersion: "2.0" } },
    transports: ["grpc-web"],
  },
];

const origin = "https://app.example.com";

function crossOrigin(
  name: string,
  title: string,
  transport: Transport,
  requirements: readonly RequirementId[],
): SingleCase {
  const request = { ...requestFor("{key}"), rest: { headers: { origin } }, rpc: { headers: { origin } } };
  return {
    kind: "single",
    id: `wire/${name}`,
    title,
    group: "wire",
    transports: [transport],
    request,
    expect: STORED,
    requirements,
  };
}

function preflight(
  name: string,
  title: string,
  transport: Transport,
  method: string,
  headers: string,
  requirement: RequirementId,
): Case {
  const asked = { origin, "access-control-request-method": method, "access-control-request-headers": headers };
  return {
    ...crossOrigin(name, title, transport, [requirement, "GMM-0824", ...ALWAYS]),
    request: {
      ...requestFor("{key}", "none"),
      rest: { method: "OPTIONS", headers: asked },
      rpc: { method: "OPTIONS", headers: asked },
    },
    expect: { kind: "preflight" },
  };
}

/** What a browser sends from a page of another origin. */
export const CORS_CASES: readonly Case[] = [
  crossOrigin("cors-web", "A page of another origin may read a gRPC-Web answer", "grpc-web", [
    "GMM-0101",
    "GMM-0819",
    ...SUCCESS,
  ]),
  crossOrigin("cors-rest", "A page of another origin may read a REST answer", "rest", [
    "GMM-0101",
    "GMM-0821",
    "GMM-0824",
    ...SUCCESS,
  ]),
  preflight(
    "preflight-web",
    "A preflight lets a gRPC-Web call through",
    "grpc-web",
    "POST",
    "authorization,content-type,x-grpc-web,x-user-agent",
    "GMM-0818",
  ),
  preflight("preflight-rest", "A preflight lets a REST request through", "rest", "GET", "authorization", "GMM-0820"),
];
