import { header, headerValues, type WireResponse } from "../../protocol/exchange.ts";
import { isIntermediarys } from "../../protocol/intermediary-fields.ts";

/** Products that stand in front of servers, as they call themselves in `server`. */
const PRODUCTS =
  /^(nginx|openresty|tengine|haproxy|caddy|(?:istio-)?envoy|cloudflare|cloudfront|awselb|apache|traefik|varnish|google frontend|litespeed|akamaighost|microsoft-iis|kong|squid|bigip)\b/i;

/** Fields that only an intermediary adds, with who adds them. */
const TRACES: readonly (readonly [field: string, name: string])[] = [
  ["cf-ray", "Cloudflare"],
  ["x-amz-cf-id", "CloudFront"],
  ["x-envoy-upstream-service-time", "Envoy"],
  ["x-varnish", "Varnish"],
  ["x-kong-proxy-latency", "Kong"],
  ["x-kong-response-latency", "Kong"],
  ["x-azure-ref", "Azure Front Door"],
  ["x-iinfo", "Imperva"],
  ["x-akamai-request-id", "Akamai"],
  ["x-amzn-errortype", "Amazon API Gateway"],
  ["x-amz-apigw-id", "Amazon API Gateway"],
  ["x-amzn-waf-action", "AWS WAF"],
];

/** What stands in front of the server by an answer that it passed on or gave; undefined when nothing names itself. */
export function frontName({ headers }: WireResponse): string | undefined {
  const [product] = headerValues(headers, "server").flatMap((value) => PRODUCTS.exec(value)?.[1] ?? []);
  if (product !== undefined) return product;
  const trace = TRACES.find(([field]) => header(headers, field) !== undefined);
  if (trace !== undefined) return trace[1];
  return header(headers, "via") === undefined ? undefined : "a proxy";
}

/** Fields that HTTP itself, or an intermediary as well as the vendor, adds to any answer: they do not tell the vendor. */
const NOBODYS =
  /^(date|server|connection|keep-alive|content-.*|transfer-encoding|trailer|set-cookie|alt-svc|strict-transport-security|location|etag|last-modified|x-request-id|access-control-.*|www-authenticate)$/;

/** Names of the fields that all of the answers carry and that tell the vendor. */
export function vendorMarks(answers: readonly WireResponse[]): string[] {
  const [first, ...others] = answers.map(({ headers }) => new Set(headers.map(([name]) => name.toLowerCase())));
  const isMark = (name: string): boolean => !NOBODYS.test(name) && !isIntermediarys(name);
  return [...(first ?? [])].filter((name) => isMark(name) && others.every((names) => names.has(name))).sort();
}

/** True when an answer carries at least half of the vendor's marks. */
export function hasVendorMarks({ headers }: WireResponse, marks: readonly string[]): boolean {
  const found = marks.filter((name) => header(headers, name) !== undefined).length;
  return marks.length > 0 && 2 * found >= marks.length;
}

/** True when an answer carries none of the marks that the vendor's answers have. */
export function lacksVendorMarks({ headers }: WireResponse, marks: readonly string[]): boolean {
  return marks.length > 0 && marks.every((name) => header(headers, name) === undefined);
}
