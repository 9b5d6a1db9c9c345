/**
 * Names of fields that only an intermediary writes into an answer: what they say, the vendor does not say. Proxy-Status
 * (RFC 9209) and Cache-Status (RFC 9211) name intermediaries and what is behind them on purpose.
 */
const INTERMEDIARYS =
  /^(via|forwarded|age|proxy-status|cache-status|x-forwarded-.*|x-served-by|x-cache.*|x-timer|x-varnish|x-upstream.*|x-envoy-.*|x-kong-.*|x-akamai-.*|akamai-.*|x-amz.*|x-azure-ref|x-iinfo|cf-.*)$/;

/** True for a field that only an intermediary writes, such as `via`. */
export function isIntermediarys(name: string): boolean {
  return INTERMEDIARYS.test(name.toLowerCase());
}

/**
 * True for a field that a cache writes into what it has stored (RFC 9111 §5.1, RFC 9211), or one by which a common cache, or
 * an nginx as people set it up, says whether it had the answer. Cache-Control and what CDNs made of it are the vendor's.
 */
export function isOfCache(name: string): boolean {
  return /^(age|x-varnish|(.+-)?cache(-.+)?(?<!-control))$/.test(name.toLowerCase());
}
