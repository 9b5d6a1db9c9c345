/** Names of fields that only an intermediary writes into an answer: what they say, the vendor does not say. */
const INTERMEDIARYS =
  /^(via|forwarded|age|x-forwarded-.*|x-served-by|x-cache.*|x-timer|x-varnish|x-upstream.*|x-envoy-.*|x-kong-.*|x-akamai-.*|akamai-.*|x-amz.*|x-azure-ref|x-iinfo|cf-.*)$/;

/** True for a field that only an intermediary writes, such as `via`. */
export function isIntermediarys(name: string): boolean {
  return INTERMEDIARYS.test(name.toLowerCase());
}
