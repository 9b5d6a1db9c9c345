import assert from "node:assert/strict";
import { test } from "node:test";
import { exchange } from "../../tests/support/report-samples.ts";
import type { HeaderList } from "../protocol/exchange.ts";
import type { Answer, Place } from "./baseline.ts";
import { compare } from "./compare.ts";
import { headerObservations } from "./observations/headers.ts";

/** What the vendor's server sends. */
const OWN: HeaderList = [
  ["cache-control", "no-store"],
  ["vary", "Origin"],
  ["set-cookie", "zitadel.quota.exhausted=; Path=/; Max-Age=0; SameSite=Lax"],
];

/** What each adds on the way. */
const ON_THE_WAY: Readonly<Record<string, HeaderList>> = {
  nginx: [
    ["server", "nginx/1.25.3"],
    ["x-request-id", "1"],
  ],
  envoy: [
    ["server", "envoy"],
    ["x-envoy-upstream-service-time", "3"],
    ["x-envoy-decorator-operation", "a"],
  ],
  caddy: [
    ["via", "1.1 Caddy"],
    ["alt-svc", 'h3=":443"'],
  ],
  haproxy: [["set-cookie", "SERVERID=s1; path=/"]],
  kong: [
    ["via", "kong/3.4"],
    ["x-kong-proxy-latency", "1"],
  ],
  cloudflare: [
    ["cf-ray", "1"],
    ["cf-cache-status", "DYNAMIC"],
    ["nel", "{}"],
    ["set-cookie", "__cf_bm=1; path=/; Secure"],
  ],
  "AWS load balancer": [
    ["x-amzn-trace-id", "1"],
    ["set-cookie", "AWSALB=1; Path=/"],
    ["set-cookie", "AWSALBCORS=1; Path=/; Secure"],
  ],
  CloudFront: [
    ["x-amz-cf-id", "1"],
    ["x-amz-cf-pop", "FRA"],
    ["x-cache", "Miss"],
  ],
  "Google's load balancer": [
    ["via", "1.1 google"],
    ["x-cloud-trace-context", "1"],
    ["set-cookie", "GCLB=1; path=/"],
  ],
  "Azure's gateway": [
    ["x-azure-ref", "1"],
    ["x-ms-request-id", "1"],
    ["set-cookie", "ARRAffinity=1; Path=/; HttpOnly"],
  ],
  Fastly: [
    ["x-served-by", "1"],
    ["x-timer", "1"],
    ["x-cache-hits", "0"],
    ["age", "0"],
  ],
  "a tracer": [
    ["traceparent", "00-1"],
    ["server-timing", "a;dur=1"],
    ["x-correlation-id", "1"],
  ],
};

const STORED = { case: "success/text", transport: "rest" } as const;

function gradesOf(old: HeaderList, now: HeaderList, place: Place = STORED): ReadonlySet<string> {
  const [before, after] = [old, now].map((received): readonly Answer[] => [
    { ...place, observations: headerObservations(exchange({ received })) },
  ]);
  const { rows } = compare({ answers: before ?? [], noise: [] }, { answers: after ?? [], noise: [] });
  return new Set(rows.map(({ grade }) => grade));
}

for (const [who, fields] of Object.entries(ON_THE_WAY)) {
  test(`what ${who} adds on the way is cosmetic, where it is new and where it is gone`, () => {
    const added: HeaderList = [...OWN, ...fields];
    assert.deepEqual([...gradesOf(OWN, added)], ["cosmetic"]);
    assert.deepEqual([...gradesOf(added, OWN)], ["cosmetic"]);
  });
}

test("a coding is of the way where the client asks for one, and stops clients that undo none", () => {
  const compressed: HeaderList = [...OWN, ["vary", "Accept-Encoding"], ["content-encoding", "gzip"]];
  for (const transport of ["rest", "grpc-web"] as const) {
    const asked = { case: "content-types/accept-gzip", transport } as const;
    assert.deepEqual([...gradesOf(OWN, compressed, asked)], ["cosmetic"]);
    assert.deepEqual([...gradesOf(OWN, compressed, { ...STORED, transport })], ["risky", "cosmetic"]);
    assert.deepEqual([...gradesOf(compressed, OWN, { ...STORED, transport })], ["cosmetic"]);
  }
  assert.deepEqual([...gradesOf(OWN, compressed, { ...STORED, transport: "grpc" })], ["breaking", "cosmetic"]);
});

test("what tells how many requests are left is shown where it is new", () => {
  const limited: HeaderList = [
    ...OWN,
    ["ratelimit-remaining", "9"],
    ["x-ratelimit-limit", "10"],
    ["x-rate-limit-reset", "1"],
  ];
  assert.deepEqual([...gradesOf(OWN, limited)], ["compatible"]);
  assert.deepEqual([...gradesOf(limited, OWN)], ["cosmetic"]);
});

test("what the server itself says is missed, whatever is added on the way", () => {
  const [storage, vary, cookie] = OWN;
  assert.ok(storage !== undefined && vary !== undefined && cookie !== undefined, "a field is missing");
  const added: HeaderList = [["server", "nginx"]];
  assert.deepEqual([...gradesOf([...OWN, ["etag", "1"]], [...OWN, ...added])], ["risky", "cosmetic"]);
  // Where a cache may store the answer: elsewhere it does not matter by what it varies.
  const kept: HeaderList = [["cache-control", "private"], cookie];
  assert.deepEqual([...gradesOf([...kept, vary], [...kept, ["vary", "Accept-Encoding"]])], ["risky"]);
  const otherCookie: HeaderList = [storage, vary, ["set-cookie", "AWSALB=1; Path=/"]];
  assert.deepEqual([...gradesOf(OWN, otherCookie)], ["risky"]);
});
