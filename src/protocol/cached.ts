import type { WireResponse } from "./exchange.ts";
import { isOfCache } from "./intermediary-fields.ts";

/**
 * Words for an answer that a cache had stored, such as `HIT`, `TCP_MEM_HIT`, `Hit from cloudfront`, `HIT, MISS` and
 * `name; hit` (RFC 9211 §2.1). What was revalidated or has expired was asked for again.
 */
const STORED = /(?<![a-z])(hit|stale|updating)(?![a-z]|\s*=\s*\?0)/i;

/** Words for an answer that the cache got from behind it. */
const FETCHED = /(?<![a-z])(miss|bypass|expired|revalidated|dynamic|pass|fwd)(?![a-z])/i;

/**
 * The field of an answer that says that it comes out of a cache, such as `X-Cache: HIT`; undefined where none says so.
 * `agesAll` is for a target whose every answer has an Age, which then says nothing.
 */
export function signOfCache({ headers }: WireResponse, agesAll = false): string | undefined {
  const sign = headers.find(([name, value]) => isSaying(name, agesAll) && saysStored(name.toLowerCase(), value));
  return sign?.join(": ");
}

/** True where a field is a cache's, and does not say that this answer was fetched for this request. */
export function mayBeCached(response: WireResponse, agesAll = false): boolean {
  if (signOfCache(response, agesAll) !== undefined) return true;
  const fields = response.headers.filter(([name]) => isSaying(name, agesAll));
  return fields.length > 0 && !fields.some(([name, value]) => !isCount(name.toLowerCase()) && FETCHED.test(value));
}

function isSaying(name: string, agesAll: boolean): boolean {
  return isOfCache(name) && !(agesAll && name.toLowerCase() === "age");
}

function saysStored(name: string, value: string): boolean {
  // The seconds since the answer was made or checked (RFC 9111 §5.1), and how often it was a hit.
  if (isCount(name)) return /[1-9]/.test(value);
  // The ids of this request and of the one that stored the answer.
  if (name === "x-varnish") return /^\s*\d+\s+\d+\s*$/.test(value);
  if (name === "cache-status") return /(^|;)\s*hit(?!\s*=\s*\?0)\s*($|[;,=])/i.test(value);
  return STORED.test(value);
}

function isCount(name: string): boolean {
  return name === "age" || name.endsWith("-hits");
}
