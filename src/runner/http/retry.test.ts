import { ThrottledError } from "../../errors.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderList } from "../../protocol/exchange.ts";
import { CASES } from "../../cases/index.ts";
import { RetryCounter } from "./retry-statistics.ts";
import { createRateLimit, withRateLimit } from "./rate-limit.ts";
import { openTargetConnection } from "./open-connection.ts";
import { retryAfter } from "../../protocol/retry-after.ts";
import { createRunner } from "../runner.ts";
import type { Network } from "../../target/descriptor.ts";
import type { TargetConnection } from "./target-connection.ts";
import { caseTimeLimit } from "../time-limit.ts";
import type { Connection } from "../../transports/transport.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { exchange, FACTS } from "../../../tests/support/report-samples.ts";

/** An answer by its status and what it says of waiting. */
type Reply = readonly [status: number, headers?: HeaderList, body?: string];

const OK: Reply = [200];
const { request } = exchange({});
const WAITING = { retryAfterLimit: 30_000 };

/** A connection that answers from a list, the last answer again and again, and notes when it was asked. */
function answering(clock: FakeClock, ...replies: readonly Reply[]): Connection & { readonly asked: number[] } {
  const start = clock.now();
  const asked: number[] = [];
  return {
    asked,
    send: (transport, sent) => {
      const [status, headers = [], body] = replies[Math.min(asked.length, replies.length - 1)] ?? OK;
      asked.push(clock.now() - start);
      const { response, ...rest } = exchange({ transport });
      const answer = { ...response, status, headers, ...bodyOf(body) };
      return Promise.resolve({ ...rest, request: sent, response: answer });
    },
    close: () => undefined,
  };
}

function bodyOf(text: string | undefined): { readonly body?: Uint8Array } {
  return text === undefined ? {} : { body: new Uint8Array(Buffer.from(text)) };
}

interface Setting {
  readonly clock: FakeClock;
  readonly asked: number[];
  readonly retryCounter: RetryCounter;
  readonly connection: TargetConnection;
}

function setting(replies: readonly Reply[], network: Network = WAITING): Setting {
  const clock = new FakeClock();
  const raw = answering(clock, ...replies);
  const connection = openTargetConnection({ ...FACTS, network }, { connection: raw, clock });
  return { clock, asked: raw.asked, retryCounter: new RetryCounter(), connection };
}

const after = (value: string): HeaderList => [["Retry-After", value]];

test("Retry-After is read in seconds and as a date, in each form that a date may have", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  const forms: readonly (readonly [string, number | undefined])[] = [
    ["0", 0],
    ["120", 120_000],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5000],
    ["Thursday, 01-Jan-26 00:00:06 GMT", 6000],
    ["Thu Jan  1 00:00:07 2026", 7000],
    ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
    ["soon", undefined],
    ["1.5", undefined],
    ["-1", undefined],
    ["2026-01-01T00:00:05Z", undefined],
    ["", undefined],
  ];
  for (const [value, milliseconds] of forms) assert.equal(retryAfter(after(value), now), milliseconds, value);
  assert.equal(retryAfter([], now), undefined);
});

test("a date counts from the answer's own Date, whatever our clock says", () => {
  const headers: HeaderList = [
    ["retry-after", "Thu, 01 Jan 2026 00:00:05 GMT"],
    ["date", "Thu, 01 Jan 2026 00:00:02 GMT"],
  ];
  assert.equal(retryAfter(headers, Date.parse("2031-01-01T00:00:00Z")), 3000);
});

test("429 and 503 are waited for as long as they ask, sent again and counted", async () => {
  const { clock, asked, retryCounter, connection } = setting([[429, after("3")], [503, after("2")], OK]);
  const { response } = await connection.send("rest", request, retryCounter);
  assert.equal(response.status, 200);
  assert.deepEqual(clock.waits, [3000, 2000]);
  assert.deepEqual(asked, [0, 3000, 5000]);
  assert.deepEqual(retryCounter.throttled, { count: 2, waitedMs: 5000 });
});

test("over gRPC and gRPC-Web the same status means the same, and so do a used-up quota and Envoy's rate", async () => {
  const done: Reply = [200, [["grpc-status", "0"]]];
  for (const transport of ["grpc", "grpc-web"] as const) {
    const { asked, connection } = setting([
      [429, after("1")],
      [503, after("1")],
      [200, [["grpc-status", "8"]]],
      [
        200,
        [
          ["grpc-status", "14"],
          ["x-envoy-ratelimited", "true"],
        ],
      ],
      done,
    ]);
    const { response } = await connection.send(transport, request);
    assert.deepEqual([response.headers, asked.length], [done[1], 5]);
    const stays = setting([[200, [["grpc-status", "8"]]]]);
    const message = /answered code 8 \(RESOURCE_EXHAUSTED\), and RETRY_AFTER_LIMIT_MS .* set MAX_REQUESTS_PER_SECOND/;
    await assert.rejects(stays.connection.send(transport, request), { name: "ThrottledError", message });
  }
});

test("a request that may be too large by itself is not sent again, and another status is left to the judge", async () => {
  const long = { ...request, headers: [["authorization", "x".repeat(5000)]] as const };
  for (const [code, sent] of [
    ["8", long],
    ["14", request],
  ] as const) {
    const { clock, connection } = setting([
      [
        200,
        [
          ["grpc-status", code],
          ["grpc-message", "no"],
        ],
      ],
      OK,
    ]);
    await connection.send("grpc", sent);
    assert.deepEqual(clock.waits, [], code);
  }
});

test("a 429 that does not say how long is waited for in pauses that grow, up to the bound", async () => {
  const { clock, asked, retryCounter, connection } = setting([[429]]);
  await assert.rejects(connection.send("rest", request, retryCounter), ThrottledError);
  assert.deepEqual(clock.waits, [500, 1000, 2000, 4000, 8000, 14_500]);
  assert.equal(asked.at(-1), WAITING.retryAfterLimit);
  assert.deepEqual(retryCounter.throttled, { count: 6, waitedMs: 30_000 });
});

test("an answer that asks to come back at once does not make the request come back for ever", async () => {
  const { asked, connection } = setting([[429, after("0")]]);
  await assert.rejects(connection.send("rest", request), ThrottledError);
  assert.equal(asked.length, 7);
});

test("a 503 of the vendor's own that does not say how long is an answer like any other", async () => {
  for (const headers of [[], after("whenever")]) {
    const { clock, connection } = setting([[503, headers, '{"code":14,"message":"unavailable"}'], OK]);
    assert.equal((await connection.send("rest", request)).response.status, 503);
    assert.deepEqual(clock.waits, []);
  }
});

test("more than the bound is not waited for: one sentence says what was answered and what to do", async () => {
  const { clock, asked, connection } = setting([[429, after("31")], OK]);
  const message =
    /^example\.zitadel\.cloud answered HTTP 429 and asked to wait 31 s, and RETRY_AFTER_LIMIT_MS .* 30000 ms: set MAX_REQUESTS_PER_SECOND .*quotas\.$/;
  await assert.rejects(connection.send("rest", request), { name: "ThrottledError", message });
  assert.deepEqual(clock.waits, []);
  // What said so is left alone for as long as it said.
  clock.pass(30_999);
  await assert.rejects(connection.send("rest", request), { name: "ThrottledError", message });
  assert.equal(asked.length, 1);
  clock.pass(1);
  assert.equal((await connection.send("rest", request)).response.status, 200);
});

test("after one time-out, each further request is sent once, until one is answered", async () => {
  const { clock, asked, connection } = setting([...Array<Reply>(8).fill([429]), OK, [429, after("1")], OK]);
  await assert.rejects(connection.send("rest", request), ThrottledError);
  assert.equal(asked.length, 7);
  const { length } = clock.waits;
  await assert.rejects(connection.send("rest", request), ThrottledError);
  assert.equal((await connection.send("rest", request)).response.status, 200);
  assert.equal(clock.waits.length, length);
  assert.equal((await connection.send("rest", request)).response.status, 200);
  assert.equal(clock.waits.at(-1), 1000);
});

test("with a bound of nothing nobody waits", async () => {
  const { clock, connection } = setting([[429]], { retryAfterLimit: 0 });
  await assert.rejects(connection.send("rest", request), ThrottledError);
  assert.deepEqual(clock.waits, []);
});

test("embedded targets are never waited for", async () => {
  const clock = new FakeClock();
  const raw = answering(clock, [429, after("1")], OK);
  const connection = openTargetConnection(FACTS, { connection: raw, clock });
  assert.equal((await connection.send("rest", request)).response.status, 429);
  assert.deepEqual(clock.waits, []);
});

test("a rate spaces the requests evenly, the first one too, however many come at once", async () => {
  const clock = new FakeClock();
  const raw = answering(clock, OK);
  const connection = withRateLimit(raw, createRateLimit(4, clock));
  for (let count = 0; count < 3; count += 1) await connection.send("rest", request);
  clock.pass(10_000);
  await connection.send("rest", request);
  assert.deepEqual(raw.asked, [250, 500, 750, 10_750]);

  const expected: number[] = [];
  const still = {
    now: () => 0,
    wait: (milliseconds: number) => {
      expected.push(milliseconds);
      return Promise.resolve();
    },
  };
  // Connections that share a rate limit take turns with each other.
  const rateLimit = createRateLimit(2, still);
  const waiting = [withRateLimit(raw, rateLimit), withRateLimit(raw, rateLimit)];
  await Promise.all([...waiting, ...waiting].map((each) => each.send("rest", request)));
  assert.deepEqual(expected, [500, 1000, 1500, 2000]);
});

test("what is sent again after a wait keeps the rate as well", async () => {
  const { asked, connection } = setting([[429, after("1")], OK], { ...WAITING, maxPerSecond: 0.5 });
  await connection.send("rest", request);
  assert.deepEqual(asked, [2000, 4000]);
});

test("a case that waited in vain is blocked, not failed, and what it took is told", async () => {
  const clock = new FakeClock();
  const testCase = CASES.find(({ id }) => id === "success/text");
  assert.ok(testCase !== undefined, "testCase is missing");
  const descriptor = { ...FACTS, network: WAITING };
  const runner = createRunner(descriptor, { connection: answering(clock, [429, after("20")]), clock });
  const { rows, throttled } = await runner.run(testCase, "rest");
  assert.ok(rows.length > 0, String(rows.length));
  for (const { verdict, reason } of rows) {
    assert.equal(verdict, "blocked");
    assert.match(reason ?? "", /answered HTTP 429 and asked to wait 20 s/);
  }
  assert.deepEqual(throttled, { count: 1, waitedMs: 20_000 });
});

test("the time that a case may take grows with what it may wait", () => {
  const base = caseTimeLimit(FACTS);
  assert.equal(base, 100_000);
  const waiting = caseTimeLimit({ ...FACTS, network: WAITING });
  assert.ok(waiting > base + 8 * WAITING.retryAfterLimit, String(waiting));
  assert.equal(
    caseTimeLimit({ ...FACTS, network: { ...WAITING, maxPerSecond: 0.1 } }) > waiting + 8 * 7 * 10_000,
    true,
  );
});
