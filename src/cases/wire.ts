import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case, Expectation, RpcParts, SingleCase } from "../contract/case.ts";
import type { CodeName } from "../contract/codes.ts";
import type { Transport } from "../contract/transport.ts";
import { MADE_UP_RPCS } from "../contract/operation.ts";
import { ALWAYS, requestFor, ERROR, SUCCESS, UNAUTHENTICATED, WELL_FORMED } from "./requirement-sets.ts";

const RPC: readonly Transport[] = ["grpc", "grpc-web"];
const STORED = { kind: "stored" } as const;

/** A call of the RPC with some parts changed. */
interface Call {
  readonly name: string;
  readonly title: string;
  readonly rpc: RpcParts;
  readonly expect: Expectation;
  readonly requirements: readonly RequirementId[];
}

function call({ name, title, rpc, expect, requirements }: Call): SingleCase {
  const request = { ...requestFor("{key}"), rpc };
  return { kind: "single", id: `wire/${name}`, title, group: "wire", transports: RPC, request, expect, requirements };
}

/** A call that fails with one code. */
interface FailingCall extends Pick<Call, "name" | "title" | "rpc"> {
  readonly code: CodeName;
  readonly requirement: RequirementId;
}

function failing({ name, title, rpc, code, requirement }: FailingCall): SingleCase {
  return call({ name, title, rpc, expect: { kind: "error", codes: [code] }, requirements: [requirement, ...ERROR] });
}

/** Requests that test the wire format. Bodies in hexadecimal: flags, length, then the message. */
export const WIRE_CASES: readonly Case[] = [
  call({
    name: "unknown-field",
    title: "Unknown fields of the request are ignored",
    rpc: { extraFields: "7a0161" },
    expect: STORED,
    requirements: ["GMM-0808", ...SUCCESS],
  }),
  call({
    name: "deadline",
    title: "A call with 30 seconds left is served",
    rpc: { headers: { "grpc-timeout": "30S" } },
    expect: STORED,
    requirements: ["GMM-0810", ...SUCCESS],
  }),
  call({
    name: "deadline-microseconds",
    title: "A call with 30,000,000 microseconds left is served",
    rpc: { headers: { "grpc-timeout": "30000000u" } },
    expect: STORED,
    requirements: ["GMM-0810", ...SUCCESS],
  }),
  {
    // Where the deadline ends before the call begins, some servers' HTTP/2 layer answers in the service's place.
    ...failing({
      name: "deadline-passed",
      title: "A call with a nanosecond left is too late",
      rpc: { headers: { "grpc-timeout": "1n" } },
      code: "DEADLINE_EXCEEDED",
      requirement: "GMM-0811",
    }),
    // What happens once in eight is missed by one run in 5,000.
    attempts: 64,
  },
  failing({
    name: "unknown-method",
    title: "An unknown method is unimplemented",
    rpc: { path: MADE_UP_RPCS.method },
    code: "UNIMPLEMENTED",
    requirement: "GMM-0809",
  }),
  failing({
    name: "unknown-service",
    title: "An unknown service is unimplemented",
    rpc: { path: MADE_UP_RPCS.service },
    code: "UNIMPLEMENTED",
    requirement: "GMM-0809",
  }),
  // Field 1 announces 127 bytes and one follows.
  failing({
    name: "malformed-message",
    title: "A message that cannot be parsed is internal",
    rpc: { rawBody: "00000000030a7f61" },
    code: "INTERNAL",
    requirement: "GMM-0812",
  }),
  // Field 1 holds the bytes ff fe.
  failing({
    name: "bad-utf8",
    title: "A string that is not UTF-8 cannot be parsed",
    rpc: { rawBody: "00000000040a02fffe" },
    code: "INTERNAL",
    requirement: "GMM-0812",
  }),
  // The frame announces six bytes and two follow.
  failing({
    name: "truncated-frame",
    title: "A request that ends inside a frame is internal",
    rpc: { rawBody: "00000000060a04" },
    code: "INTERNAL",
    requirement: "GMM-0813",
  }),
  failing({
    name: "no-message",
    title: "A request without a message breaks the cardinality",
    rpc: { rawBody: "" },
    code: "UNIMPLEMENTED",
    requirement: "GMM-0814",
  }),
  failing({
    name: "two-messages",
    title: "A request with two messages breaks the cardinality",
    rpc: { rawBody: "00000000060a046b65793100000000060a046b657931" },
    code: "UNIMPLEMENTED",
    requirement: "GMM-0814",
  }),
  failing({
    name: "compressed-flag",
    title: "A compressed flag without an encoding is internal",
    rpc: { rawBody: "01000000060a046b657931" },
    code: "INTERNAL",
    requirement: "GMM-0815",
  }),
  failing({
    name: "unknown-encoding",
    title: "An unknown encoding is unimplemented",
    rpc: { headers: { "grpc-encoding": "snail" }, rawBody: "01000000060a046b657931" },
    code: "UNIMPLEMENTED",
    requirement: "GMM-0816",
  }),
  {
    ...call({
      name: "accept-gzip",
      title: "A client that accepts gzip can read a big value",
      rpc: { headers: { "grpc-accept-encoding": "gzip,identity" } },
      expect: STORED,
      requirements: ["GMM-0823", ...SUCCESS],
    }),
    request: { ...requestFor("big"), rpc: { headers: { "grpc-accept-encoding": "gzip,identity" } } },
    transports: ["grpc"],
  },
  {
    // Clients must send `te: trailers`; a server may ignore its absence or refuse the call.
    ...call({
      name: "no-te",
      title: "A call without te: trailers does no harm",
      rpc: { headers: { te: null } },
      expect: { kind: "open" },
      requirements: WELL_FORMED,
    }),
    transports: ["grpc"],
  },
  {
    ...call({
      name: "web-http2",
      title: "HTTP/2 gives what HTTP/1.1 gives",
      rpc: {},
      expect: STORED,
      requirements: ["GMM-0101", "GMM-0822", ...SUCCESS],
    }),
    kind: "pair",
    then: { ...requestFor("{key}"), rpc: { httpVersion: "2.0" } },
    transports: ["grpc-web"],
  },
];

const origin = "https://app.example.com";

/** A request from a page of another origin. */
interface CrossOrigin extends Pick<Call, "name" | "title" | "requirements"> {
  readonly transport: Transport;
}

function crossOrigin({ name, title, transport, requirements }: CrossOrigin): SingleCase {
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

/** The preflight that a browser sends before a request. */
interface Preflight extends Pick<Call, "name" | "title"> {
  readonly transport: Transport;
  /** Method of the request to come. */
  readonly method: string;
  readonly headers: string;
  readonly requirement: RequirementId;
}

function preflight({ name, title, transport, method, headers, requirement }: Preflight): Case {
  const asked = { origin, "access-control-request-method": method, "access-control-request-headers": headers };
  return {
    ...crossOrigin({ name, title, transport, requirements: [requirement, "GMM-0824", ...ALWAYS] }),
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
  crossOrigin({
    name: "cors-web",
    title: "A page of another origin may read a gRPC-Web answer",
    transport: "grpc-web",
    requirements: ["GMM-0101", "GMM-0819", "GMM-0824", ...SUCCESS],
  }),
  {
    ...crossOrigin({
      name: "cors-web-missing",
      title: "A page of another origin may read a gRPC-Web error and its status",
      transport: "grpc-web",
      requirements: ["GMM-0819", "GMM-0824", ...ERROR],
    }),
    request: { ...requestFor("{missing}"), rpc: { headers: { origin } } },
    expect: { kind: "error", codes: ["NOT_FOUND"] },
  },
  crossOrigin({
    name: "cors-rest",
    title: "A page of another origin may read a REST answer",
    transport: "rest",
    requirements: ["GMM-0101", "GMM-0821", "GMM-0824", ...SUCCESS],
  }),
  {
    ...crossOrigin({
      name: "cors-rest-missing",
      title: "A page of another origin may read a REST error",
      transport: "rest",
      requirements: ["GMM-0821", "GMM-0824", ...ERROR],
    }),
    request: { ...requestFor("{missing}"), rest: { headers: { origin } } },
    expect: { kind: "error", codes: ["NOT_FOUND"] },
  },
  // A browser keeps a refusal without the field from its page, which takes an expired token for a broken network
  // (WHATWG Fetch §4.9, CORS check). Another identity server had this: keycloak/keycloak issue 26782 of 2024.
  {
    ...crossOrigin({
      name: "cors-bad-token",
      title: "A page of another origin may read that its token is refused",
      transport: "rest",
      requirements: ["GMM-0402", "GMM-0414", "GMM-0819", "GMM-0821", "GMM-0824", ...UNAUTHENTICATED],
    }),
    transports: ["rest", "grpc-web"],
    request: { ...requestFor("{key}", "garbage"), rest: { headers: { origin } }, rpc: { headers: { origin } } },
    expect: { kind: "error", codes: ["UNAUTHENTICATED"] },
  },
  preflight({
    name: "preflight-web",
    title: "A preflight lets a gRPC-Web call through",
    transport: "grpc-web",
    method: "POST",
    headers: "authorization,content-type,x-grpc-web,x-user-agent",
    requirement: "GMM-0818",
  }),
  preflight({
    name: "preflight-rest",
    title: "A preflight lets a REST request through",
    transport: "rest",
    method: "GET",
    headers: "authorization",
    requirement: "GMM-0820",
  }),
];
