import assert from "node:assert/strict";
import { test } from "node:test";
import { MADE_UP_RPCS, OPERATION } from "../../contract/operation.ts";
import { TransportError, type FailureKind } from "../../transports/transport.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { answered } from "../../../tests/support/answered.ts";
import { exchange } from "../../../tests/support/report-samples.ts";
import { withOutages } from "./outage.ts";
import { isUnavailable } from "./unavailable.ts";
import { RetryCounter } from "./retry-statistics.ts";
import type { TargetConnection } from "./target-connection.ts";

type Reply = number | "cut" | "database" | FailureKind;

/** The vendor's error for a database to which it cannot connect. */
const NO_DATABASE = '{"code":13,"message":"db connection error ()","details":[]}';
const { request } = exchange({});

interface Setting {
  readonly clock: FakeClock;
  readonly connection: TargetConnection;
  readonly retryCounter: RetryCounter;
  readonly sent: () => number;
}

/** A connection that answers from a list, the last again and again: a status with a page, or no answer. */
function setting(replies: readonly Reply[], { limit = 30_000, hasAnswered = true } = {}): Setting {
  const clock = new FakeClock();
  let sent = 0;
  const raw: TargetConnection = {
    send: (transport) => {
      const reply = replies[Math.min(sent, replies.length - 1)] ?? 200;
      sent += 1;
      const { response, ...rest } = exchange({ transport });
      if (reply === "cut") return Promise.resolve({ ...rest, response: { ...response, incomplete: true } });
      if (reply === "database") {
        const headers = [["content-type", "application/json"]] as const;
        return Promise.resolve({
          ...rest,
          response: { ...response, status: 500, headers, body: Buffer.from(NO_DATABASE) },
        });
      }
      if (typeof reply === "string") return Promise.reject(new TransportError(reply, reply));
      const headers = [["content-type", "text/html"]] as const;
      const body = reply === 200 ? response.body : new Uint8Array(Buffer.from("<html></html>"));
      return Promise.resolve({ ...rest, response: { ...response, status: reply, headers, body } });
    },
    close: () => undefined,
  };
  const connection = withOutages(raw, { limit, hasAnswered }, clock);
  return { clock, connection, retryCounter: new RetryCounter(), sent: () => sent };
}

test("a restart is outlasted: gateways' pages, refused and reset connections, and it is counted", async () => {
  const { connection, clock, retryCounter } = setting([502, "refused", "reset", 503, 504, 200]);
  assert.equal((await connection.send("rest", request, retryCounter)).response.status, 200);
  assert.deepEqual(clock.waits, [100, 200, 400, 800, 1600]);
  assert.equal(retryCounter.retries, 5);
});

test("the vendor's database is waited for, also where an intermediary might refuse the request", async () => {
  const odd = { ...request, path: `${OPERATION.pathPrefix}/a%00b` };
  for (const asked of [request, odd]) {
    const { connection, sent } = setting(["database", "database", "database", "database", "database", 200]);
    assert.equal((await connection.send("rest", asked)).response.status, 200);
    assert.equal(sent(), 6);
  }
  const other = setting([500, 200]);
  assert.equal((await other.connection.send("rest", request)).response.status, 500, "another failure is the vendor's");
  assert.equal(other.sent(), 1);
});

test("an outage that stays is waited for within the bound, and afterwards each request is sent once", async () => {
  const { connection, clock, sent } = setting([502]);
  assert.equal((await connection.send("rest", request)).response.status, 502);
  assert.equal(
    clock.waits.reduce((sum, wait) => sum + wait, 0),
    10_000,
  );
  const before = sent();
  await connection.send("rest", request);
  assert.equal(sent(), before + 1);
});

test("an outage is waited for once, though one transport gets no answer at all", async () => {
  const { connection, clock, sent } = setting([...Array<Reply>(10).fill(502), "no-http2", 502]);
  await connection.send("rest", request);
  const { length } = clock.waits;
  assert.equal(sent(), 10);
  await assert.rejects(connection.send("grpc", request), { kind: "no-http2" });
  await connection.send("grpc-web", request);
  assert.deepEqual([sent(), clock.waits.length], [12, length]);
});

test("what the server has not begun is sent again as long as a server that is away is waited for", async () => {
  const { connection, sent, retryCounter } = setting([...Array<Reply>(6).fill("unprocessed"), 200]);
  assert.equal((await connection.send("grpc", request, retryCounter)).response.status, 200);
  assert.deepEqual([sent(), retryCounter.retries], [7, 6]);
});

test("a connection that is refused before anything was answered is a wrong address, and no restart", async () => {
  const { connection, clock } = setting(["refused"], { hasAnswered: false });
  for (const transport of ["rest", "grpc", "grpc-web"] as const) {
    await assert.rejects(connection.send(transport, request), { kind: "refused" });
  }
  assert.deepEqual(clock.waits, []);
});

test("an answer that a restart cut is asked for again, and one that is cut each time is the answer", async () => {
  const restarted = setting(["cut", "refused", 200]);
  assert.equal((await restarted.connection.send("rest", request, restarted.retryCounter)).response.incomplete, false);
  assert.equal(restarted.retryCounter.retries, 2);
  const broken = setting(["cut"]);
  for (const sentBefore of [0, 4]) {
    assert.equal(broken.sent(), sentBefore);
    assert.equal((await broken.connection.send("rest", request)).response.incomplete, true);
  }
});

test("resets that stay, and what an intermediary may refuse, are tried a few times only", async () => {
  for (const [replies, sentRequest] of [
    [["reset"], request],
    [[502], { ...request, method: "BREW" }],
  ] as const) {
    const { connection, sent } = setting(replies);
    await connection.send("rest", sentRequest).catch(() => undefined);
    assert.equal(sent(), 4);
  }
});

test("what a case sends is sent again, whatever its method: a reset says nothing of the server", async () => {
  const requests = [
    { method: "POST", path: MADE_UP_RPCS.service },
    { method: "POST", path: `/idp${OPERATION.pathPrefix}/key1` },
    { method: "PATCH", path: `${OPERATION.pathPrefix}/key1` },
  ];
  for (const each of requests) {
    const { connection, sent } = setting(["reset", "reset", 200]);
    assert.equal((await connection.send("rest", { ...request, ...each })).response.status, 200);
    assert.equal(sent(), 3);
  }
});

test("a request that must not be carried out twice is sent once, and nobody waits with a bound of nothing", async () => {
  const created = { ...request, method: "POST", path: "/management/v1/users/machine" };
  const once = setting([502, 200]);
  assert.equal((await once.connection.send("rest", created)).response.status, 502);
  const lost = setting(["reset", 200]);
  await assert.rejects(lost.connection.send("rest", created), { kind: "reset" });
  const unbound = setting([502, 200], { limit: 0 });
  assert.equal((await unbound.connection.send("rest", request)).response.status, 502);
});

test("a gateway is told by its status, its words, or their lack, and the vendor's own error is none", () => {
  const json = (status: number, text: string): boolean =>
    isUnavailable(
      answered("rest", { status, headers: [["content-type", "application/json"]], body: Buffer.from(text) }),
    );
  for (const status of [502, 503, 504, 521, 522, 530])
    assert.equal(json(status, '{"message":"no"}'), true, String(status));
  assert.equal(json(503, '{"code":503,"message":"no"}'), true);
  assert.equal(json(503, '{"code":14,"message":"no"}'), false);
  assert.equal(json(500, '{"message":"no"}'), false);
  const rpc = (message: string | undefined, status = 200, code = "14"): boolean => {
    const told = message === undefined ? [] : [["grpc-message", message] as const];
    return isUnavailable(answered("grpc", { status, headers: [["grpc-status", code], ...told] }));
  };
  assert.deepEqual(
    [rpc(undefined), rpc(""), rpc("no%20healthy%20upstream"), rpc("unavailable", 204)],
    Array(4).fill(true),
  );
  assert.deepEqual([rpc("unavailable"), rpc(undefined, 200, "13"), rpc("unavailable", 503)], Array(3).fill(false));
});
