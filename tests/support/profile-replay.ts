import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { TRANSPORTS, type Transport } from "../../src/contract/transport.ts";
import { mediaType, type Exchange } from "../../src/protocol/exchange.ts";
import type { GrpcBody, Outcome } from "../../src/protocol/outcome.ts";
import { bytesOf, trailersOf, type RecordedExchange, type Recording } from "../../src/servers/recording/format.ts";
import { tokensOf, withTokens, type RecordedTokens } from "../../src/servers/recording/tokens.ts";
import type { Profile } from "../../src/servers/reference/profiles/profile.ts";
import { startReference } from "../../src/servers/reference/server.ts";
import { State, type User } from "../../src/servers/reference/state.ts";
import { openConnection, readers } from "../../src/transports/index.ts";
import { steadyFields } from "./steady-fields.ts";
import { ENOUGH_TIME } from "./enough-time.ts";

/**
 * Exchanges of other operations, and one request that Node's HTTP/2 cannot send: a field that ends in white space (RFC
 * 9113 §8.2.1).
 */
const NOT_ASKED = /^(meta|connect|rest\/v2|rest\/neighbour)\/|^grpc\/auth\/empty-bearer$/;

/**
 * Sends every request of a recording to a reference server with a profile and the recorded users, and compares the
 * answers. Returns the number of compared answers.
 */
export async function replayOnProfile(t: TestContext, recording: Recording, profile: Profile): Promise<number> {
  const { state, subject, tokens } = stateOf(recording);
  const server = await startReference({ state });
  t.after(() => server.close());
  server.setBehaviours(profile.behaviours);
  const connection = openConnection({ baseUrl: server.url, timeout: ENOUGH_TIME });
  t.after(() => {
    connection.close();
  });
  let compared = 0;
  for (const recorded of recording.exchanges.filter(({ id }) => !NOT_ASKED.test(id))) {
    bringAbout(recorded, state, subject, tokens);
    const expected = exchangeOf(recorded, tokens);
    const { transport, request } = expected;
    const answered = await connection.send(transport, request);
    assert.deepEqual(shown(answered), shown(expected), recorded.id);
    compared += 1;
  }
  return compared;
}

/** The users of a recording, with made-up tokens. */
function stateOf(recording: Recording): { state: State; subject: User; tokens: RecordedTokens } {
  const state = new State();
  const tokens = tokensOf(recording);
  const organisation = ownOrganisation(recording);
  const subject = state.addUser("1", organisation);
  const other = state.addUser("2", organisation);
  const off = state.addUser("3", organisation);
  state.changeUser(off, { active: false });
  for (const [key, value] of Object.entries(recording.subject.metadata)) {
    state.put(subject, key, Buffer.from(value, "base64"));
  }
  for (const [key, value] of otherEntries(recording, tokens)) state.put(other, key, value);
  const hour = Date.now() + 3_600_000;
  state.tokens.set(tokens.subject, { user: subject, expires: hour });
  state.tokens.set(tokens.other, { user: other, expires: hour });
  state.tokens.set(tokens.deactivated, { user: off, expires: hour });
  state.tokens.set(tokens.expired, { user: subject, expires: 0 });
  return { state, subject, tokens };
}

function otherEntries(recording: Recording, tokens: RecordedTokens): (readonly [key: string, value: Buffer])[] {
  const { other } = recording;
  if (other !== undefined) {
    return Object.entries(other.metadata).map(([key, value]) => [key, Buffer.from(value, "base64")] as const);
  }
  const { outcome } = evidence(find(recording, "rest/auth/other-user"), tokens);
  assert.ok(outcome.kind === "success" && outcome.metadata?.value !== undefined, "the value is missing");
  return [
    ["key1", Buffer.from(outcome.metadata.value)],
    ["only-other", Buffer.from("never shown")],
  ];
}

function find(recording: Recording, id: string): RecordedExchange {
  const found = recording.exchanges.find((each) => each.id === id);
  assert.ok(found, id);
  return found;
}

function ownOrganisation(recording: Recording): string {
  const { organisationId } = recording.subject;
  return organisationId ?? find(recording, "rest/orgid-own").request.headers["x-zitadel-orgid"] ?? "";
}

/** The life of a value: writes and deletes between the recorded reads. */
function bringAbout(recorded: RecordedExchange, state: State, subject: User, tokens: RecordedTokens): void {
  if (!/^[a-z-]+\/life\//.test(recorded.id)) return;
  const { outcome } = evidence(recorded, tokens);
  if (outcome.kind === "success" && outcome.metadata?.value !== undefined) {
    state.put(subject, outcome.metadata.key ?? "", Buffer.from(outcome.metadata.value));
    return;
  }
  for (const key of subject.entries.keys()) if (/^(life|fresh-)/.test(key)) subject.entries.delete(key);
}

function exchangeOf(recorded: RecordedExchange, tokens: RecordedTokens): Exchange {
  const { id, request, response } = recorded;
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
      trailers: trailersOf(recorded),
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

/** The parts of an exchange that must equal the recording: everything but times, ids and order. */
function shown(exchange: Exchange): unknown {
  const { response } = exchange;
  const { outcome, body } = readers[exchange.transport](exchange);
  return {
    status: response.status,
    mediaType: mediaType(response.headers),
    headers: steadyFields(response.headers),
    outcome: steady(outcome),
    // The outcome has the meaning of an RPC's trailers and message, independent of their encoding.
    body: body.kind === "json" ? steady(body.value) : rpcShape(body),
    text: mediaType(response.headers) === "text/plain" ? Buffer.from(response.body).toString() : "",
  };
}

function rpcShape({ frames, statusPlaces, statusDetails }: GrpcBody): unknown {
  return { frames: frames.map(({ flags }) => flags), statusPlaces, statusDetails: steady(statusDetails) };
}

/**
 * Reduces times, sequences and owners to their type, and white space to one space, which protobuf varies on purpose.
 */
function steady(value: unknown, name = ""): unknown {
  if (/^(sequence|creationDate|changeDate|resourceOwner)$/.test(name)) return typeof value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "string") return value.replace(/\s+/g, " ");
  if (Array.isArray(value)) return value.map((item) => steady(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, steady(inner, member)]));
}
