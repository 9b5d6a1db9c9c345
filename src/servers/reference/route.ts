import type { Transport } from "../../contract/transport.ts";
import { OPERATION } from "../../contract/operation.ts";
import { field, type RawRequest } from "../http/request.ts";
import type { Refusal, Route } from "./call.ts";
import { managementRoute } from "./management/routes.ts";
import { decodeSegment, otherMethod, refused } from "./method.ts";
import { oauthRoute } from "./oauth/routes.ts";
import { isProto, keyOfBody } from "./rpc-request.ts";

const REST_METHODS = "GET, HEAD, OPTIONS";
const RPC_METHODS = "POST, OPTIONS";
const NOT_FOUND: Refusal = { code: 5, text: "unknown-path" };
const INVALID_PATH: Refusal = { code: 3, text: "bad-path" };

/** The transport of a request: by its content type, for a preflight by its path. */
export function transportOf(raw: RawRequest): Transport {
  const type = field(raw, "content-type")?.toLowerCase() ?? "";
  if (raw.method === "POST" && type.startsWith("application/grpc-web")) return "grpc-web";
  if (raw.method === "POST" && type.startsWith("application/grpc")) return "grpc";
  return raw.method === "OPTIONS" && pathOf(raw.target) === OPERATION.rpcPath ? "grpc-web" : "rest";
}

/** Finds the route of a request. */
export function routeOf(raw: RawRequest, transport: Transport): Route {
  const path = pathOf(raw.target);
  if (path === OPERATION.rpcPath) return rpcRoute(raw, transport);
  if (transport !== "rest") return refused({ code: 12, text: "unknown-method" });
  if (path === "/debug/ready" || path === "/debug/healthz") return { kind: "ready" };
  const beside = managementRoute(raw, path) ?? oauthRoute(raw, path);
  if (beside !== undefined) return beside;
  if (path === OPERATION.publishedPath) return otherMethod(raw, REST_METHODS) ?? { kind: "published" };
  const isUser = path === OPERATION.userPath;
  const segment = path.startsWith(`${OPERATION.pathPrefix}/`) ? path.slice(OPERATION.pathPrefix.length + 1) : undefined;
  if (!isUser && (segment === undefined || segment.includes("/"))) return refused(NOT_FOUND);
  const other = otherMethod(raw, REST_METHODS);
  if (other !== undefined) return other;
  if (isUser || segment === undefined) return { kind: "user" };
  return restKey(segment);
}

/** The path as sent. A target may also be in absolute form (RFC 9112 §3.2.2). */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?]*/i, "").split("?")[0] ?? "";
}

function restKey(segment: string): Route {
  const key = decodeSegment(segment);
  return key === undefined ? refused(INVALID_PATH, false) : { kind: "metadata", key };
}

function rpcRoute(raw: RawRequest, transport: Transport): Route {
  const other = otherMethod(raw, RPC_METHODS);
  if (other !== undefined) return other;
  // gRPC needs the trailers of HTTP/2; gRPC-Web does without.
  const speaks = isProto(raw) && (transport === "grpc-web" || (transport === "grpc" && raw.httpVersion === "2.0"));
  if (!speaks) return refused({ code: 12, text: "not-grpc", status: 415 });
  const read = keyOfBody(raw);
  return "key" in read ? { kind: "metadata", key: read.key } : refused(read);
}
