import assert from "node:assert/strict";
import { test } from "node:test";
import pMap from "p-map";
import { CASES } from "../../../cases/index.ts";
import { TRANSPORTS, type Transport } from "../../../contract/transport.ts";
import { mediaType, type Exchange } from "../../../protocol/exchange.ts";
import type { GrpcBody, Outcome } from "../../../protocol/outcome.ts";
import { createRunner } from "../../../runner/runner.ts";
import { bytesOf, readRecording, type RecordedExchange, type Recording } from "../../recording/format.ts";
import { makeTokens, withTokens, type RecordedTokens } from "../../recording/tokens.ts";
import { readKnownDeviations } from "../../../settings/read-known-deviations.ts";
import { openReference } from "../open.ts";
import { PROFILES } from "./profile.ts";
import { startReference } from "../server.ts";
import { State, type User } from "../state.ts";
import { openConnection, readers } from "../../../transports/index.ts";
import { steadyFields } from "../../../../tests/support/steady-fields.ts";

/** Cases under way at the same time: all at once, a loaded machine answers some of them too late. */
const AT_ONCE = 16;

/** Other operations, and one request that Node's HTTP/2 cannot carry: a field that ends in white space (RFC 9113 §8.2.1). */
const NOT_ASKED = /^(meta|connect|rest\/v2|rest\/neighbour)\/|^grpc\/auth\/empty-bearer$/;

for (const profile of PROFILES) {
  const recording = readRecording(`fixtures/recordings/zitadel-v${profile.version}.json`);

  test(`${profile.name}: every recorded request is answered as it was recorded`, async (t) => {
    const { state, subject, tokens } = stateOf(recording);
    const server = await startReference({ state });
    t.after(() => server.close());
    server.setBehaviours(profile.behaviours);
    const connection = openConnection({ baseUrl: server.url, timeout: 10_000 });
    t.after(() => {
      connection.close();
    });
    let compared = 0;
    for (const recorded of recording.exchanges.filter(({ id }) => !NOT_ASKED.test(id))) {
      bringAbout(recorded, state, subject);
      const expected = exchangeOf(recorded, tokens);
      const { transport, request } = expected;
      const answered = await connection.send(transport, request);
      assert.deepEqual(shown(answered), shown(expected), recorded.id);
      compared += 1;
    }
    assert.equal(compared, 189);
  });

  test(`${profile.name}: nothing is judged but what is known of the release`, async (t) => {
    const { descriptor, close } = await openReference({ profile });
    t.after(close);
    const known = readKnownDeviations();
    const runner = createRunner(descriptor, { known });
    t.after(() => {
      runner.close();
    });
    const tests = CASES.flatMap((each) => each.transports.map((transport) => [each, transport] as const));
    const runs = await pMap(tests, ([each, transport]) => runner.run(each, transport), { concurrency: AT_ONCE });
    const rows = runs.flatMap((run) => run.rows);
    const bad = rows.filter(({ verdict }) => !["pass", "known", "inapplicable", "skipped"].includes(verdict));
    assert.deepEqual(bad, []);
    const seen = new Set(rows.flatMap(({ verdict, reason = "" }) => (verdict === "known" ? [reason] : [])));
    const observed = known.filter((entry) => entry.observed.includes(profile.version));
    for (const { id } of observed)
      assert.ok(
        [...seen].some((reason) => reason.includes(id)),
        id,
      );
  });
}

/** The users of a recording, with made-up tokens. */
function stateOf(recording: Recording): { state: State; subject: User; tokens: RecordedTokens } {
  const state = new State();
  const tokens = makeTokens();
  const organisation = ownOrganisation(recording);
  const subject = state.addUser("1", organisation);
  const other = state.addUser("2", organisation);
  const off = state.addUser("3", organisation);
  state.changeUser(off, { active: false });
  for (const [key, value] of Object.entries(recording.subject.metadata)) {
    state.put(subject, key, Buffer.from(value, "base64"));
  }
  const { outcome } = evidence(find(recording, "rest/auth/other-user"), tokens);
  assert.ok(outcome.kind === "success" && outcome.metadata?.value !== undefined);
  state.put(other, "key1", Buffer.from(outcome.metadata.value));
  state.put(other, "only-other", "never shown");
  const hour = Date.now() + 3_600_000;
  state.tokens.set(tokens.subject, { user: subject, expires: hour });
  state.tokens.set(tokens.other, { user: other, expires: hour });
  state.tokens.set(tokens.deactivated, { user: off, expires: hour });
  state.tokens.set(tokens.expired, { user: subject, expires: 0 });
  return { state, subject, tokens };
}

function find(recording: Recording, id: string): RecordedExchange {
  const found = recording.exchanges.find((each) => each.id === id);
  assert.ok(found, id);
  return found;
}

function ownOrganisation(recording: Recording): string {
  return find(recording, "rest/orgid-own").request.headers["x-zitadel-orgid"] ?? "";
}

/** The life of a value: what was written or deleted between the recorded reads. */
function bringAbout({ id, request, response }: RecordedExchange, state: State, subject: User): void {
  const key = request.path.split("/").at(-1) ?? "";
  if (id === "rest/life/deleted") subject.entries.delete(key);
  if (id !== "rest/life/created" && id !== "rest/life/updated") return;
  const { metadata } = JSON.parse(bytesOf(response.body).toString()) as { metadata: { value: string } };
  state.put(subject, key, Buffer.from(metadata.value, "base64"));
}

function exchangeOf({ id, request, response }: RecordedExchange, tokens: RecordedTokens): Exchange {
  const transport: Transport = TRANSPORTS.find((each) => id.startsWith(`${each}/`)) ?? "rest";
  const { httpVersion, method } = request;
  return {
    transport,
    request: {
      httpVersion,
      method,
      path: withTokens(request.path, tokens),
      headers: Object.entries(request.headers).map(([name, value]) => [name, withTokens(value, tokens)] as const),
      body: bytesOf(request.body),
    },
    response: {
      httpVersion,
      status: response.status,
      headers: response.headers,
      trailers: Object.entries(response.trailers),
      body: bytesOf(response.body),
      incomplete: false,
    },
    startedAt: 0,
    duration: 0,
  };
}

function evidence(recorded: RecordedExchange, tokens: RecordedTokens): { outcome: Outcome } {
  const exchange = exchangeOf(recorded, tokens);
  return readers[exchange.transport](exchange);
}

/** What of an exchange must be as it was recorded: all but times, ids and the order of things. */
function shown(exchange: Exchange): unknown {
  const { response } = exchange;
  const { outcome, body } = readers[exchange.transport](exchange);
  return {
    status: response.status,
    mediaType: mediaType(response.headers),
    headers: steadyFields(response.headers),
    outcome: steady(outcome),
    // The outcome has the meaning of an RPC's trailers and message, whatever their encoding.
    body: body.kind === "json" ? steady(body.value) : rpcShape(body),
    text: mediaType(response.headers) === "text/plain" ? Buffer.from(response.body).toString() : "",
  };
}

function rpcShape({ frames, statusPlaces, statusDetails }: GrpcBody): unknown {
  return { frames: frames.map(({ flags }) => flags), statusPlaces, statusDetails: steady(statusDetails) };
}

/** Times, sequences and owners by their type; white space in texts as one space, since protobuf varies it on purpose. */
function steady(value: unknown, name = ""): unknown {
  if (/^(sequence|creationDate|changeDate|resourceOwner)$/.test(name)) return typeof value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "string") return value.replace(/\s+/g, " ");
  if (Array.isArray(value)) return value.map((item) => steady(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, steady(inner, member)]));
}
