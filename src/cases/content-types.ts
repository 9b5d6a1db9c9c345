import type { RequirementId } from "../contract/requirements/index.ts";
import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { ALWAYS, requestFor, ERROR, SUCCESS, UNAUTHENTICATED } from "./requirement-sets.ts";

const STORED = { kind: "stored" } as const;
const NOT_FOUND = { kind: "error", codes: ["NOT_FOUND"] } as const;
const REFUSED = { kind: "error", codes: ["UNAUTHENTICATED"] } as const;

/** Expectations for a client that accepts JSON; any other client may get 406. */
const OUTCOMES = { success: ["GMM-0101"], missing: ["GMM-0201"], badToken: ["GMM-0402"] } as const;

/** An Accept field. */
interface Accept {
  /** In the ids of its cases. */
  readonly name: string;
  readonly accept: string;
  /** Requirements in addition to those of every answer. */
  readonly own: readonly RequirementId[];
}

const ACCEPTS: readonly Accept[] = [
  { name: "json", accept: "application/json", own: ["GMM-0601", "GMM-0602"] },
  { name: "any", accept: "*/*", own: ["GMM-0602"] },
  // What a widely used HTTP client of JavaScript sends by itself.
  { name: "list", accept: "application/json, text/plain, */*", own: ["GMM-0602"] },
  { name: "grpc", accept: "application/grpc", own: ["GMM-0602", "GMM-0604"] },
  { name: "grpc-web", accept: "application/grpc-web+proto", own: ["GMM-0602", "GMM-0604"] },
  { name: "html", accept: "text/html", own: ["GMM-0602"] },
  { name: "xml", accept: "application/xml", own: ["GMM-0602"] },
];

function accepting({ name, accept, own }: Accept): Case[] {
  const rest = { headers: { accept } };
  const base = { kind: "single", group: "content-types", transports: ["rest"] } as const;
  const id = `content-types/accept-${name}`;
  const outcomes =
    accept.includes("/json") || accept.includes("*/*") ? OUTCOMES : { success: [], missing: [], badToken: [] };
  return [
    {
      ...base,
      id: `${id}-success`,
      title: `A success for Accept: ${accept}`,
      request: { ...requestFor("{key}"), rest },
      expect: STORED,
      requirements: [...outcomes.success, ...own, ...SUCCESS],
    },
    {
      ...base,
      id: `${id}-missing`,
      title: `A missing key for Accept: ${accept}`,
      request: { ...requestFor("{missing}"), rest },
      expect: NOT_FOUND,
      requirements: [...outcomes.missing, ...own, "GMM-0309", ...ERROR],
    },
    {
      ...base,
      id: `${id}-bad-token`,
      title: `A bad token for Accept: ${accept}`,
      request: { ...requestFor("{key}", "garbage"), rest },
      expect: REFUSED,
      requirements: [...outcomes.badToken, ...own, ...UNAUTHENTICATED],
    },
  ];
}

function sending(name: string, type: string): Case {
  return {
    kind: "single",
    id: `content-types/get-with-${name}`,
    title: `A GET with Content-Type: ${type}`,
    group: "content-types",
    transports: ["rest"],
    request: { ...requestFor("{key}"), rest: { headers: { "content-type": type } } },
    expect: STORED,
    requirements: ["GMM-0605", ...SUCCESS],
  };
}

/** A content type that a call may have. */
interface CallType {
  readonly name: string;
  readonly type: string;
  readonly transport: Transport;
  readonly requirement: RequirementId;
}

const CALL_TYPES: readonly CallType[] = [
  { name: "grpc-proto", type: "application/grpc+proto", transport: "grpc", requirement: "GMM-0606" },
  { name: "web", type: "application/grpc-web", transport: "grpc-web", requirement: "GMM-0608" },
  { name: "web-text", type: "application/grpc-web-text", transport: "grpc-web", requirement: "GMM-0609" },
  { name: "web-text-proto", type: "application/grpc-web-text+proto", transport: "grpc-web", requirement: "GMM-0609" },
];

function calling({ name, type, transport, requirement }: CallType): Case[] {
  const rpc = { headers: { "content-type": type } };
  const base = { kind: "single", group: "content-types", transports: [transport] } as const;
  return [
    {
      ...base,
      id: `content-types/${name}`,
      title: `A success for a call in ${type}`,
      request: { ...requestFor("{key}"), rpc },
      expect: STORED,
      requirements: [requirement, ...SUCCESS],
    },
    {
      ...base,
      id: `content-types/${name}-missing`,
      title: `A missing key for a call in ${type}`,
      request: { ...requestFor("{missing}"), rpc },
      expect: NOT_FOUND,
      requirements: [requirement, "GMM-0309", ...ERROR],
    },
  ];
}

const GZIP = { "accept-encoding": "gzip" };

/** Media types requested, sent and answered, and the content coding. */
export const CONTENT_TYPE_CASES: readonly Case[] = [
  ...ACCEPTS.flatMap(accepting),
  sending("json", "application/json"),
  sending("grpc", "application/grpc"),
  sending("grpc-web", "application/grpc-web+proto"),
  ...CALL_TYPES.flatMap(calling),
  {
    kind: "single",
    id: "content-types/accept-gzip",
    title: "A client that accepts gzip can read a big value",
    group: "content-types",
    transports: ["rest", "grpc-web"],
    request: { ...requestFor("big"), rest: { headers: GZIP }, rpc: { headers: GZIP } },
    expect: STORED,
    requirements: ["GMM-0101", ...SUCCESS],
  },
  {
    kind: "single",
    id: "content-types/not-grpc",
    title: "A call that is not gRPC is refused as such",
    group: "content-types",
    transports: ["grpc"],
    request: { ...requestFor("{key}"), rpc: { headers: { "content-type": "text/plain" } } },
    expect: { kind: "open" },
    requirements: ["GMM-0611", ...ALWAYS],
  },
];
