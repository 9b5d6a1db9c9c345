import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { ProjectedMap, type Lag } from "../projected-map.ts";
import { demoState, type Demo } from "../demo-state.ts";
import { startReference } from "../server.ts";
import { Client } from "../../../../tests/support/management-client.ts";

const DELAY = 500;
const OLD = Array<string>(3).fill("This is my first value");
const NEW = ["new", "new", "new"];

interface LaggingMap {
  readonly map: ProjectedMap<string, number>;
  readonly lag: Lag;
  readonly pass: (milliseconds: number) => void;
}

function lagging(): LaggingMap {
  let time = 0;
  const lag: Lag = { delay: DELAY, tokens: false, now: () => time };
  return { map: new ProjectedMap(lag), lag, pass: (milliseconds) => (time += milliseconds) };
}

test("reads show each change after its delay, in the order of the changes", () => {
  const { map, pass } = lagging();
  map.set("a", 1);
  pass(DELAY - 1);
  map.set("a", 2).set("b", 3);
  assert.deepEqual([map.get("a"), map.seen("a"), map.allSeen()], [2, undefined, []]);
  pass(1);
  assert.deepEqual([map.seen("a"), map.allSeen()], [1, [1]]);
  map.delete("a");
  pass(DELAY - 1);
  assert.deepEqual([map.get("a"), map.seen("a"), map.allSeen()], [undefined, 2, [3, 2]]);
  pass(1);
  assert.deepEqual([map.seen("a"), map.allSeen()], [undefined, [3]]);
});

test("without a lag a change shows at once, even if an earlier change of another key is still hidden", () => {
  const { map, lag, pass } = lagging();
  map.set("a", 1);
  lag.delay = 0;
  map.set("b", 2);
  assert.deepEqual(map.allSeen(), [2]);
  pass(DELAY);
  assert.deepEqual(map.allSeen(), [1, 2]);
});

interface Lagging extends Demo {
  readonly client: Client;
  /** Moves the server's clock forward by milliseconds. */
  readonly pass: (milliseconds: number) => void;
}

/** A server with the test's clock. */
async function open(t: TestContext): Promise<Lagging> {
  let time = Date.now();
  const demo = demoState({ now: () => time, projectionDelay: DELAY });
  const server = await startReference({ state: demo.state });
  t.after(() => server.close());
  const client = new Client(t, server.url, demo.adminToken);
  return { ...demo, client, pass: (milliseconds) => (time += milliseconds) };
}

test("written metadata shows on every transport, and to its manager, after the delay", async (t) => {
  const { client, subject, tokens, pass } = await open(t);
  const path = `/${subject.id}/metadata/key1`;
  const managed = async (): Promise<unknown> =>
    ((await client.manage("GET", path)).json["metadata"] as { value: string }).value;
  const before = await managed();
  const { status } = await client.manage("POST", path, { value: Buffer.from("new").toString("base64") });
  assert.equal(status, 200);
  pass(DELAY - 1);
  assert.deepEqual([await client.read(tokens.subject, "key1"), await managed()], [OLD, before]);
  pass(1);
  assert.deepEqual(await client.read(tokens.subject, "key1"), NEW);
  assert.notEqual(await managed(), before);
  await client.manage("DELETE", path);
  assert.deepEqual(await client.read(tokens.subject, "key1"), NEW);
  pass(DELAY);
  assert.deepEqual(await client.read(tokens.subject, "key1"), [5, 5, 5]);
});

test("users show in searches and by id after the delay", async (t) => {
  const { client, pass } = await open(t);
  const id = await client.create("late");
  const found = async (): Promise<boolean[]> => {
    const query = { queries: [{ userNameQuery: { userName: "late" } }] };
    const own = await client.manage("GET", `/${id}`);
    return ["result" in (await client.manage("POST", "/_search", query)).json, own.status === 200];
  };
  assert.deepEqual(await found(), [false, false]);
  pass(DELAY);
  assert.deepEqual(await found(), [true, true]);
  await client.manage("DELETE", `/${id}`);
  assert.deepEqual(await found(), [true, true]);
  assert.equal((await client.manage("DELETE", `/${id}`)).status, 404);
  pass(DELAY);
  assert.deepEqual(await found(), [false, false]);
});

test("tokens are valid at once, unless they lag too", async (t) => {
  const { client, state, subject, pass } = await open(t);
  const atOnce = await client.issue(subject.id, state.now());
  assert.deepEqual(await client.read(atOnce.token, "key1"), OLD);
  state.lag.tokens = true;
  assert.deepEqual(await client.read(atOnce.token, "key1"), [16, 16, 16]);
  pass(DELAY);
  assert.deepEqual(await client.read(atOnce.token, "key1"), OLD);
  await client.manage("DELETE", `/${subject.id}/pats/${atOnce.tokenId}`);
  assert.deepEqual(await client.read(atOnce.token, "key1"), OLD);
  await client.manage("POST", `/${subject.id}/_deactivate`);
  pass(DELAY);
  assert.deepEqual(await client.read(atOnce.token, "key1"), [16, 16, 16]);
});

test("a client secret that lags is not valid yet", async (t) => {
  const { client, state, subject, pass } = await open(t);
  state.lag.tokens = true;
  const { json } = await client.manage("PUT", `/${subject.id}/secret`, {});
  const [client_id, client_secret] = [String(json["clientId"]), String(json["clientSecret"])];
  const form = { grant_type: "client_credentials", client_id, client_secret };
  const early = await client.token(form);
  assert.deepEqual([early.status, early.json["error"]], [400, "invalid_request"]);
  assert.equal(early.json["error_description"], "Errors.User.Machine.Secret.NotExisting");
  pass(DELAY);
  assert.equal((await client.token(form)).status, 200);
});
