import type { HeaderValue } from "./observation.ts";
import { itemsOf } from "./policy.ts";

/**
 * Fields that a proxy, a load balancer, a content delivery network or a tracer adds on the way, each a whole name or, with
 * a hyphen at its end, the beginning of one. They tell of one deployment, and no client of the operation reads them.
 */
const ADDED_ON_THE_WAY = [
  // Who answered, and what passed the answer on (RFC 9110 §10.2.4, §7.6.3; RFC 7239).
  ...["server", "via", "forwarded", "x-forwarded-", "x-real-ip", "x-powered-by", "x-backend-", "x-upstream-"],
  ...["x-served-by", "x-haproxy-", "x-nginx-", "x-proxy-", "x-envoy-", "x-kong-", "x-traefik-", "x-istio-"],
  // Which request it was, for logs and traces (W3C Trace Context).
  ...["x-request-id", "request-id", "x-correlation-id", "correlation-id", "x-trace-id", "traceparent", "tracestate"],
  ...["traceresponse", "b3", "x-b3-", "uber-trace-id", "x-cloud-trace-context", "x-datadog-", "request-context"],
  // How long it took (W3C Server Timing).
  ...["server-timing", "x-response-time", "x-runtime", "x-timer", "timing-allow-origin"],
  // Clouds and content delivery networks.
  ...["cf-", "x-amz-", "x-amzn-", "x-azure-", "x-ms-", "x-fd-", "x-goog-", "x-gfe-", "x-guploader-", "akamai-"],
  ...["x-akamai-", "fastly-", "x-fastly-", "x-vercel-", "fly-", "x-cdn", "cdn-", "x-iinfo", "x-sucuri-"],
  ...["x-cache", "x-cache-", "x-varnish", "age", "accept-ranges", "priority"],
  // Where browsers report failures of the connection (W3C Network Error Logging, Reporting API), and a filter long gone.
  ...["nel", "report-to", "reporting-endpoints", "x-xss-protection"],
  // What the vendor's own gateway repeats of the service's fields, and what only search engines read.
  ...["grpc-metadata-", "grpcgateway-", "x-robots-tag"],
  // The coding of the way, which clients undo (RFC 9110 §8.4).
  "content-encoding",
];

/** Fields that say how many requests are left: nobody may count on them, and new ones tell of a new limit. */
const LIMITS = /^(x-)?rate-?limit(-|$)/;

/** Names of the cookies by which load balancers send a client to the same server again. */
const STICKY =
  /^(AWSALB(TG)?(CORS)?|AWSELB(CORS)?|ARRAffinity(SameSite)?|ApplicationGatewayAffinity(CORS)?|ASLBSA(CORS)?|GCLB|GAESA|GCILB|__cf_bm|__cflb|_cfuvid|__cfruid|cf_clearance|SERVERID|SERVER|SRV|SRVID|INGRESSCOOKIE|ROUTEID|route|lb|BIGipServer.*|TS[0-9a-f]{8,}|NSC_.*|incap_ses_.*|visid_incap_.*|nlbi_.*|ak_bmsc|bm_sv|_traefik_backend|nginx_.*|sticky.*)$/i;

/** True for a field that no client of the operation reads, by its name alone. */
export function isAddedOnTheWay(name: string): boolean {
  return ADDED_ON_THE_WAY.some((each) => name === each || (each.endsWith("-") && name.startsWith(each)));
}

/** True for a field that tells how many requests are left. */
export function tellsLimit(name: string): boolean {
  return LIMITS.test(name);
}

/** True when two values of a field differ only in what was added on the way: in the coding, or in cookies of balancers. */
export function differsOnTheWay(name: string, old: HeaderValue | undefined, now: HeaderValue | undefined): boolean {
  const isOwn = name === "vary" ? isOfCoding : name === "set-cookie" ? isSticky : undefined;
  if (isOwn === undefined) return false;
  const [before, after] = [itemsOf(old), itemsOf(now)];
  const different = [...before, ...after].filter((item) => !(before.includes(item) && after.includes(item)));
  return different.every(isOwn);
}

/** An answer in a coding varies by what the client accepts (RFC 9110 §12.5.3). */
function isOfCoding(item: string): boolean {
  return item === "accept-encoding";
}

/** True for a cookie by which a load balancer sends a client to the same server again. */
export function isSticky(cookie: string): boolean {
  return STICKY.test(cookie.split(";", 1)[0] ?? "");
}
