import assert from "node:assert/strict";
import { test } from "node:test";
import { exchange } from "../../tests/support/report-samples.ts";
import { mayBeCached, signOfCache } from "./cached.ts";
import type { WireResponse } from "./exchange.ts";

function answerWith(field: string): WireResponse {
  const [name = "", value = ""] = field.split(/: (.*)/);
  return exchange({ received: [[name, value]] }).response;
}

const STORED = [
  "Age: 1",
  "X-Cache: HIT",
  "X-Cache: Hit from cloudfront",
  "X-Cache: HIT, MISS",
  "X-Cache: TCP_MEM_HIT from a1",
  "X-Cache-Lookup: HIT from proxy:3128",
  "X-Cache-Hits: 0, 2",
  "X-Cache-Status: STALE",
  "X-Proxy-Cache: HIT",
  "CF-Cache-Status: UPDATING",
  "Cache-Status: HIT",
  "Cache-Status: Origin; fwd=miss, Edge; hit; ttl=30",
  "X-Varnish: 32770 32768",
];

for (const field of STORED) {
  test(`an answer with "${field}" says that it comes out of a cache`, () => {
    assert.equal(signOfCache(answerWith(field)), field);
    assert.equal(mayBeCached(answerWith(field)), true);
  });
}

const FETCHED = [
  "X-Cache: MISS",
  "X-Cache: Miss from cloudfront",
  "X-Cache: TCP_MISS from a1",
  "X-Cache-Status: EXPIRED",
  "X-Cache-Status: REVALIDATED",
  "CF-Cache-Status: DYNAMIC",
  "Cache-Status: hit-cache; fwd=miss",
  "Cache-Status: Edge; hit=?0; fwd=uri-miss",
];

for (const field of FETCHED) {
  test(`an answer with "${field}" was fetched for its request`, () => {
    assert.equal(signOfCache(answerWith(field)), undefined);
    assert.equal(mayBeCached(answerWith(field)), false);
  });
}

test("a cache that does not say whether it answered may have", () => {
  for (const field of ["Age: 0", "X-Cache: 1", "X-Varnish: 32770"]) {
    assert.equal(signOfCache(answerWith(field)), undefined, field);
    assert.equal(mayBeCached(answerWith(field)), true, field);
  }
  for (const field of ["Cache-Control: public, max-age=60", "X-Request-Id: hit"]) {
    assert.equal(mayBeCached(answerWith(field)), false, field);
  }
});
