import type { Circumstance } from "../circumstance.ts";
import { isRpc, nginxPage, page, trailersOnly, withHeader } from "../answers.ts";
import type { RawRequest } from "../../../servers/http/request.ts";
import type { WireAnswer } from "../../../servers/http/wire.ts";
import { during } from "./restarts.ts";

const RETRIED = { verdict: "pass", retried: true } as const;

/** How gateways answer for a server that is away, beside those that nginx and HAProxy have. */
const AWAY: readonly WireAnswer[] = [
  page(502, undefined, "Bad Gateway", "text/plain; charset=utf-8"),
  page(503, "kong/3.4.0", '{"message":"failure to get a peer from the ring-balancer"}', "application/json"),
  page(503, "envoy", "upstream connect error or disconnect/reset before headers", "text/plain"),
  page(503, "envoy", '{"code":503,"message":"upstream connect error"}', "application/json"),
  page(502, "Caddy", ""),
  page(502, "Microsoft-Azure-Application-Gateway/v2", "<html><h1>502 Bad Gateway</h1></html>"),
  page(504, "AkamaiGHost", "<HTML><TITLE>Gateway Timeout</TITLE></HTML>"),
  page(521, "cloudflare", "error code: 521", "text/plain; charset=UTF-8"),
  page(522, "cloudflare", "<html><title>Connection timed out</title></html>"),
];

/** As NGINX's documentation of gRPC sets up its errors: a status of the RPC, and 204 by HTTP. */
function nginxForGrpc(request: RawRequest): WireAnswer {
  if (!isRpc(request)) return nginxPage(502, "Bad Gateway");
  return { ...trailersOnly("application/grpc", "14", { "grpc-message": "unavailable", server: "nginx" }), status: 204 };
}

/** As load balancers say over gRPC that no server is there: by the status alone. */
function wordless(request: RawRequest): WireAnswer {
  if (!isRpc(request)) return page(503, "awselb/2.0", "<html><h1>503</h1></html>");
  return trailersOnly(request, "14", { server: "awselb/2.0" });
}

/** As Envoy limits a rate: over gRPC by UNAVAILABLE, with a field that says why. */
function limitedByEnvoy(request: RawRequest): WireAnswer {
  const limited = { "x-envoy-ratelimited": "true", server: "envoy" };
  if (isRpc(request)) return trailersOnly(request, "14", limited);
  return withHeader(page(429, "envoy", ""), "x-envoy-ratelimited", "true");
}

/** As ZITADEL says that a quota is used up. */
function overQuota(request: RawRequest): WireAnswer {
  if (isRpc(request)) return trailersOnly(request, "8", { "grpc-message": "quota%20exhausted" });
  return page(429, undefined, '{"code":8,"message":"quota exhausted","details":[]}', "application/json");
}

/** Gateways that answer in words of their own, and limits. */
export const GATEWAY_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "restart/many-gateways",
    statement: "gateways of many makers answer in turn while the server restarts",
    modes: ["read-only", "provisioned"],
    between: during((_, nth) => AWAY[nth % AWAY.length]),
    expects: RETRIED,
  },
  {
    id: "restart/nginx-grpc",
    statement: "nginx that is set up for gRPC answers 204 with a status while the server restarts",
    modes: ["provisioned"],
    between: during(nginxForGrpc),
    expects: RETRIED,
  },
  {
    id: "restart/grpc-without-words",
    statement: "a load balancer answers gRPC with a bare status while the server restarts",
    modes: ["read-only", "provisioned"],
    between: during(wordless),
    expects: RETRIED,
  },
  {
    id: "restart/envoy-rate",
    statement: "Envoy limits the rate over every transport for a moment",
    modes: ["provisioned"],
    between: during(limitedByEnvoy, 10),
    expects: RETRIED,
  },
  {
    id: "restart/quota",
    statement: "a quota is used up over every transport for a moment",
    modes: ["provisioned"],
    between: during(overQuota, 10),
    expects: RETRIED,
  },
  {
    id: "restart/quota-stays",
    statement: "a quota is used up over every transport from the middle of a run on",
    modes: ["read-only"],
    between: during(overQuota, Infinity),
    expects: { blocked: /answered (HTTP 429|code 8 \(RESOURCE_EXHAUSTED\)).*: set MAX_REQUESTS_PER_SECOND.*quotas/ },
  },
];
