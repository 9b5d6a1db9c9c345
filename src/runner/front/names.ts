import { header, headerValues, type WireResponse } from "../../protocol/exchange.ts";

/** Products that stand in front of servers, as they call themselves in `server`. */
const PRODUCTS =
  /^(nginx|openresty|tengine|haproxy|caddy|(?:istio-)?envoy|cloudflare|cloudfront|awselb|apache|traefik|varnish|google frontend|litespeed|akamaighost|microsoft-iis|kong|squid|bigip)\b/i;

/** Fields that only an intermediary adds, with who adds them. */
const TRACES: readonly (readonly [field: string, name: string])[] = [
  ["cf-ray", "Cloudflare"],
  ["x-amz-cf-id", "CloudFront"],
  ["x-envoy-upstream-service-time", "Envoy"],
  ["x-varnish", "Varnish"],
];

/** What stands in front of the server by an answer that it passed on or gave; undefined when nothing names itself. */
export function frontName({ headers }: WireResponse): string | undefined {
  const [product] = headerValues(headers, "server").flatMap((value) => PRODUCTS.exec(value)?.[1] ?? []);
  if (product !== undefined) return product;
  const trace = TRACES.find(([field]) => header(headers, field) !== undefined);
  if (trace !== undefined) return trace[1];
  return header(headers, "via") === undefined ? undefined : "a proxy";
}

/** Fields that intermediaries and HTTP itself add to any answer: they say nothing of the vendor. */
const NOBODYS =
  /^(date|server|via|connection|keep-alive|content-.*|transfer-encoding|trailer|set-cookie|alt-svc|age|strict-transport-security|location|etag|last-modified|x-request-id|x-served-by|x-cache.*|cf-.*|x-amz.*|x-envoy.*|x-varnish|x-forwarded.*|access-control-.*|www-authenticate)$/;

/** Names of the fields that all of the answers carry and that tell the vendor. */
export function vendorMarks(answers: readonly WireResponse[]): string[] {
  const [first, ...others] = answers.map(({ headers }) => new Set(headers.map(([name]) => name.toLowerCase())));
  return [...(first ?? [])].filter((name) => !NOBODYS.test(name) && others.every((names) => names.has(name))).sort();
}

/** True when an answer carries at least half of the vendor's marks. */
export function hasVendorMarks({ headers }: WireResponse, marks: readonly string[]): boolean {
  const found = marks.filter((name) => header(headers, name) !== undefined).length;
  return marks.length > 0 && 2 * found >= marks.length;
}
