import assert from "node:assert/strict";
import { test } from "node:test";
import { rawRequest } from "../http/read.ts";
import type { RawRequest } from "../http/request.ts";
import { content, withContent, withHeader } from "../http/wire.ts";
import type { Behaviour } from "./behaviour.ts";
import { demoState } from "./demo-state.ts";
import { respond, respondAgain, respondInStages } from "./respond.ts";

const NOW = Date.parse("2026-01-01T00:00:00.100Z");

const { state, tokens } = demoState({ now: () => NOW });

function get(key: string, token: string): RawRequest {
  const headers = { host: "localhost", authorization: `Bearer ${token}` };
  return rawRequest("1.1", "GET", `/auth/v1/users/me/metadata/${key}`, headers, Buffer.alloc(0));
}

function rpc(key: string, type: string): RawRequest {
  const body = Buffer.from([0, 0, 0, 0, key.length + 2, 0x0a, key.length, ...Buffer.from(key)]);
  const headers = { host: "localhost", authorization: `Bearer ${tokens.subject}`, "content-type": type };
  return rawRequest("2.0", "POST", "/zitadel.auth.v1.AuthService/GetMyMetadata", headers, body);
}

const REQUESTS: readonly RawRequest[] = [
  get("key1", tokens.subject),
  get("no-such-key", tokens.subject),
  get("key1", "made-up"),
  rpc("key1", "application/grpc"),
  rpc("no-such-key", "application/grpc-web+proto"),
];

/** One behaviour for each stage, that changes some answers and leaves others. */
const BEHAVIOURS: Readonly<Record<keyof Behaviour, Behaviour>> = {
  raw: { raw: (raw) => (raw.method === "GET" ? { ...raw, target: `${raw.target}x` } : raw) },
  call: { call: (call) => ({ ...call, route: { kind: "metadata", key: "key1" } }) },
  authentication: { authentication: (found, _, { users }) => ({ ...found, user: [...users.values()][1] ?? never() }) },
  answer: {
    answer: (answer, call) => (call.transport === "grpc" ? { kind: "empty", status: 204, headers: [] } : answer),
  },
  json: { json: (json) => Object.assign(json as object, { more: true }) },
  message: { message: ({ $typeName }) => ({ $typeName }) },
  rpc: { rpc: (answer) => ({ ...answer, trailers: [...answer.trailers, ["x-more", "1"]] }) },
  wire: { wire: (wire, { answer }) => (answer.kind === "error" ? withHeader(wire, "x-more", "1") : wire) },
};

function never(): never {
  throw new Error("There is no second user");
}

for (const [stage, behaviour] of Object.entries(BEHAVIOURS)) {
  test(`what the stage ${stage} changes is answered again as if it were answered anew`, async () => {
    const differs: boolean[] = [];
    for (const request of REQUESTS) {
      const base = await respondInStages(request, state);
      const before = structuredClone(base.wire);
      const again = await respondAgain(base, state, behaviour);
      assert.deepEqual(again, await respond(request, state, [behaviour]));
      assert.deepEqual(structuredClone(base.wire), before);
      differs.push(JSON.stringify(again) !== JSON.stringify(base.wire));
    }
    assert.ok(differs.includes(true), "it changes something");
  });
}

test("without a behaviour the stages end in the answer", async () => {
  for (const request of REQUESTS) {
    assert.deepEqual((await respondInStages(request, state)).wire, await respond(request, state, []));
  }
});

test("a behaviour that writes into the bytes of an answer does not change the answer that it is compared with", async () => {
  const [request = never()] = REQUESTS;
  const base = await respondInStages(request, state);
  const before = withContent(base.wire, content(base.wire));
  const again = await respondAgain(base, state, { wire: (wire) => (wire.chunks[0]?.write("x"), wire) });
  assert.deepEqual(base.wire, before);
  assert.notDeepEqual(again, base.wire);
});
