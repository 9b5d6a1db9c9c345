import assert from "node:assert/strict";
import { test } from "node:test";
import { CASES } from "../../src/cases/index.ts";
import type { Transport } from "../../src/contract/transport.ts";
import { RetryCounter } from "../../src/runner/http/retry-statistics.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import { preflight } from "../../src/bootstrap/preflight.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { forwardProxy } from "../support/forward-proxy.ts";
import { openLiveTarget, startLive } from "../support/live-server.ts";
import { liveDescriptorFor } from "../support/live-descriptor.ts";

test("the preflight of a target behind a proxy: all of it over https, all but gRPC over http", async (t) => {
  for (const tls of [true, false]) {
    const { descriptor, close } = await openReference({ tls });
    t.after(close);
    const proxy = await forwardProxy(t);
    const { baseUrl, tokens, key, ca } = descriptor;
    const given = { baseUrl, token: tokens.subject ?? "", key, ...(ca === undefined ? {} : { ca }) };
    const { blocked } = await preflight(liveDescriptorFor({ ...given, network: { proxy, retryAfterLimit: 0 } }));
    if (tls) assert.deepEqual(blocked, {});
    else {
      assert.deepEqual(Object.keys(blocked), ["grpc"]);
      assert.match(
        blocked.grpc ?? "",
        /^The proxy 127\.0\.0\.1:\d+ does not pass on HTTP\/2 without TLS, which gRPC needs: set ZITADEL_BASE_URL to the instance's https address, or name .* in NO_PROXY\.$/,
      );
    }
  }
});

test("the preflight keeps the rate limit, waits when throttled, and counts that", async (t) => {
  const { server, descriptor, close } = await openReference();
  t.after(close);
  let answers = 0;
  server.setBehaviours([
    { wire: (wire) => ((answers += 1) === 2 ? { ...wire, status: 429, headers: [["retry-after", "7"]] } : wire) },
  ]);
  const clock = new FakeClock();
  const retryCounter = new RetryCounter();
  const network = { maxPerSecond: 2, retryAfterLimit: 10_000 };
  const live = liveDescriptorFor({ ...descriptor, token: descriptor.tokens.subject ?? "", network });
  assert.deepEqual((await preflight(live, { clock, retryCounter })).blocked, {});
  // Three requests over the transports, and three more over each of four connections.
  assert.deepEqual(clock.waits, [500, 500, 7000, ...Array<number>(13).fill(500)]);
  assert.deepEqual(retryCounter.throttled, { count: 1, waitedMs: 7000 });
});

test("REST cases over HTTP/2 are skipped behind a proxy without it, and the rest is judged", async (t) => {
  const { descriptor, close } = await openReference();
  t.after(close);
  const proxy = await forwardProxy(t);
  const network = { proxy, retryAfterLimit: 0 };
  const runner = createRunner(liveDescriptorFor({ ...descriptor, token: descriptor.tokens.subject ?? "", network }));
  t.after(() => {
    runner.close();
  });
  const verdictsOf = async (id: string, transport: Transport): Promise<string[]> => {
    const testCase = CASES.find((each) => each.id === id);
    assert.ok(testCase !== undefined, "testCase is missing");
    const { rows } = await runner.run(testCase, transport);
    return [
      ...new Set(rows.map(({ verdict, reason }) => (verdict === "pass" ? verdict : `${verdict} ${reason ?? ""}`))),
    ];
  };
  const place = `the proxy ${new URL(proxy.url).host} does not pass on HTTP/2 without TLS`;
  assert.deepEqual(await verdictsOf("success/http2", "rest"), [
    `skipped the target does not speak HTTP/2 here: ${place}`,
  ]);
  assert.deepEqual(await verdictsOf("success/text", "grpc"), [`blocked ${place}`]);
  for (const transport of ["rest", "grpc-web"] as const) {
    assert.equal((await verdictsOf("success/text", transport)).includes("pass"), true);
  }
});

test("the preflight names the proxy that is at fault, and the setting", async (t) => {
  const { descriptor, close } = await openReference({ tls: true });
  t.after(close);
  const { baseUrl, tokens, key } = descriptor;
  const refusals: readonly (readonly [refusal: string | undefined, message: RegExp])[] = [
    [
      undefined,
      /^The proxy 127\.0\.0\.1:\d+ requires credentials \(HTTP 407\): put them into HTTPS_PROXY, as in http:\/\/user/,
    ],
    [
      "HTTP/1.1 403 Forbidden\r\n\r\n",
      /^The proxy \S+ does not pass the request on \(HTTP 403 to CONNECT \S+\): correct HTTPS_PROXY, let the proxy connect to \S+, or name \S+ in NO_PROXY\.$/,
    ],
  ];
  for (const [refusal, message] of refusals) {
    const proxy = await forwardProxy(t, refusal === undefined ? { authorization: "Basic eDp5" } : { refusal });
    const network = { proxy, retryAfterLimit: 0 };
    const given = { baseUrl, token: tokens.subject ?? "", key, ca: descriptor.ca ?? "" };
    await assert.rejects(preflight(liveDescriptorFor({ ...given, network })), { name: "BlockedError", message });
  }
});

test("changes by a run count for its rate limit like reads", async (t) => {
  const live = await startLive(t);
  const { descriptor, close } = await openLiveTarget(live.env);
  const network = { retryAfterLimit: 0, maxPerSecond: 10 };
  const clock = new FakeClock();
  let requests = 0;
  live.server.server.setBehaviours([
    {
      raw: (raw) => {
        requests += 1;
        return raw;
      },
    },
  ]);
  const runner = openRunner({ ...descriptor, network }, { clock });
  const life = CASES.find(({ id }) => id === "life/value");
  assert.ok(life, "life is missing");
  const { rows } = await runner.run(life, "rest");
  runner.close();
  assert.equal(
    rows.every(({ verdict }) => verdict === "pass"),
    true,
  );
  // Three changes and six reads. The clock moves only by waiting, so every request waits its turn.
  assert.equal(requests, 9);
  assert.deepEqual(clock.waits, Array<number>(9).fill(100));
  await close();
});
