import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { FAULTS } from "../index.ts";
import { MANAGEMENT_FAULTS, managementFault } from "./index.ts";
import { demoState, type Demo } from "../../../servers/reference/demo-state.ts";
import { PROFILES } from "../../../servers/reference/profiles/profile.ts";
import { startReference, type ReferenceServer } from "../../../servers/reference/server.ts";
import { assertionOf, readKeyFile } from "../../../../tests/support/key-file.ts";
import { Client, type Answered } from "../../../../tests/support/management-client.ts";

const AUDIENCE = "urn:zitadel:iam:org:project:id:zitadel:aud";
const OLD = Array<string>(3).fill("This is my first value");
const HOUR = 3_600_000;

interface Faulty extends Demo {
  readonly server: ReferenceServer;
  readonly client: Client;
  /** Lets milliseconds pass by the server's clock. */
  readonly pass: (milliseconds: number) => void;
}

/** A server with one fault, whose clock is the test's. */
async function open(t: TestContext, id: string): Promise<Faulty> {
  let time = Date.now();
  const demo = demoState({ now: () => time });
  const server = await startReference({ state: demo.state });
  t.after(() => server.close());
  server.setBehaviours([managementFault(id).make(demo.state)]);
  const client = new Client(t, server.url, demo.adminToken);
  return { ...demo, server, client, pass: (milliseconds) => (time += milliseconds) };
}

/** The tests of this file, each for one fault, so that none is forgotten. */
const tested = new Set<string>();

function fault(id: string, judge: (faulty: Faulty) => Promise<void>): void {
  tested.add(id);
  test(`${id}: ${managementFault(id).statement}`, async (t) => {
    await judge(await open(t, id));
  });
}

function shown({ status, json }: Answered): string {
  const { code, error } = json as { code?: number; error?: string };
  return `${String(status)} ${error ?? String(code)}`;
}

const value = (text: string): unknown => ({ value: Buffer.from(text).toString("base64") });

fault("quota/exhausted", async ({ client, tokens }) => {
  const refused = await client.manage("POST", "/_search", {});
  assert.deepEqual([shown(refused), refused.headers.get("retry-after")], ["429 8", "1"]);
  assert.deepEqual(await client.read(tokens.subject, "key1"), [8, 8, 8]);
  assert.equal(shown(await client.ask("GET", "/auth/v1/users/me")), "429 8");
});

fault("quota/exhausted-midway", async ({ client, tokens }) => {
  const statuses: number[] = [];
  for (let at = 0; at < 5; at += 1) statuses.push((await client.manage("POST", "/_search", {})).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  assert.deepEqual(await client.read(tokens.subject, "key1"), OLD);
});

fault("quota/exhausted-at-first", async ({ client }) => {
  const content = { userName: "robot", name: "robot" };
  const statuses: number[] = [];
  for (let at = 0; at < 3; at += 1) statuses.push((await client.manage("POST", "/machine", content)).status);
  assert.deepEqual(statuses, [429, 429, 200]);
});

fault("admin/refused", async ({ client, tokens, state }) => {
  const before = state.users.size;
  assert.equal(shown(await client.manage("POST", "/machine", { userName: "x", name: "x" })), "403 7");
  assert.equal(state.users.size, before);
  assert.deepEqual(await client.read(tokens.subject, "key1"), OLD);
});

fault("create/second-fails", async ({ client, state }) => {
  const before = state.users.size;
  await client.create("first");
  assert.equal(shown(await client.manage("POST", "/machine", { userName: "second", name: "x" })), "500 13");
  assert.equal(state.users.size, before + 1);
  await client.create("second");
});

for (const [id, answer] of [
  ["delete/fails", "500 13"],
  ["delete/not-found", "404 5"],
] as const) {
  fault(id, async ({ client, subject }) => {
    for (let at = 0; at < 2; at += 1) assert.equal(shown(await client.manage("DELETE", `/${subject.id}`)), answer);
    assert.equal((await client.manage("GET", `/${subject.id}`)).status, 200);
  });
}

fault("secret/not-known-yet", async ({ client, subject }) => {
  const { json } = await client.manage("PUT", `/${subject.id}/secret`, {});
  const secret = { client_id: String(json["clientId"]), client_secret: String(json["clientSecret"]) };
  const form = { grant_type: "client_credentials", scope: AUDIENCE, ...secret };
  assert.equal(shown(await client.token({ ...form, client_secret: "wrong" })), "400 invalid_request");
  for (let at = 0; at < 2; at += 1) {
    const { status, json: refusal } = await client.token(form);
    assert.deepEqual([status, refusal["error_description"]], [400, "Errors.User.Machine.Secret.NotExisting"]);
  }
  const { json: given } = await client.token(form);
  assert.deepEqual(await client.read(String(given["access_token"]), "key1"), OLD);
});

fault("key/not-known-yet", async ({ client, subject, server, state }) => {
  const { json } = await client.manage("POST", `/${subject.id}/keys`, { type: "KEY_TYPE_JSON" });
  const file = readKeyFile(String(json["keyDetails"]));
  const assertion = await assertionOf(file, server.url, { now: state.now() });
  const form = { grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", scope: AUDIENCE, assertion };
  for (let at = 0; at < 2; at += 1) assert.equal(shown(await client.token(form)), "500 server_error");
  const { json: given } = await client.token(form);
  assert.deepEqual(await client.read(String(given["access_token"]), "key1"), OLD);
});

fault("token/expiry-ignored", async ({ client, subject, other, state, pass }) => {
  const [{ token }, removed] = [await client.issue(subject.id, state.now()), await client.issue(other.id, state.now())];
  await client.manage("DELETE", `/${other.id}`);
  pass(2 * HOUR);
  assert.deepEqual(await client.read(token, "key1"), OLD);
  assert.deepEqual(await client.read(removed.token, "key1"), [16, 16, 16]);
});

fault("token/removed-works", async ({ client, subject, state, pass }) => {
  const { token, tokenId } = await client.issue(subject.id, state.now());
  assert.equal((await client.manage("DELETE", `/${subject.id}/pats/${tokenId}`)).status, 200);
  assert.deepEqual(await client.read(token, "key1"), OLD);
  pass(2 * HOUR);
  assert.deepEqual(await client.read(token, "key1"), [16, 16, 16]);
});

fault("token/removal-ends-all", async ({ client, subject, state }) => {
  const removed = await client.issue(subject.id, state.now());
  const kept = await client.issue(subject.id, state.now());
  assert.deepEqual(await client.read(kept.token, "key1"), OLD);
  assert.equal((await client.manage("DELETE", `/${subject.id}/pats/${removed.tokenId}`)).status, 200);
  for (const { token } of [removed, kept]) assert.deepEqual(await client.read(token, "key1"), [16, 16, 16]);
});

fault("user/deactivated-works", async ({ client, subject, tokens }) => {
  assert.equal((await client.manage("POST", `/${subject.id}/_deactivate`)).status, 200);
  assert.deepEqual(await client.read(tokens.subject, "key1"), OLD);
  assert.deepEqual(await client.read("garbage", "key1"), [16, 16, 16]);
});

fault("user/removed-works", async ({ client, subject, tokens }) => {
  assert.equal((await client.manage("DELETE", `/${subject.id}`)).status, 200);
  assert.deepEqual(await client.read(tokens.subject, "key1"), OLD);
});

fault("metadata/of-another", async ({ client, subject, other, tokens }) => {
  await client.manage("POST", `/${other.id}/metadata/key1`, value("the other's"));
  assert.deepEqual(await client.read(tokens.subject, "key1"), Array<string>(3).fill("the other's"));
  await client.manage("POST", `/${subject.id}/metadata/fresh`, value("mine"));
  assert.deepEqual(await client.read(tokens.other, "fresh"), Array<string>(3).fill("mine"));
  assert.deepEqual(await client.read(tokens.other, "nobody's"), [5, 5, 5]);
});

fault("projection/too-slow", async ({ client, subject, tokens, state, pass }) => {
  await client.manage("POST", `/${subject.id}/metadata/key1`, value("new"));
  pass(HOUR);
  assert.deepEqual(await client.read(tokens.subject, "key1"), OLD);
  const { token } = await client.issue(subject.id, state.now());
  assert.deepEqual(await client.read(token, "key1"), OLD);
});

fault("projection/tokens-too-slow", async ({ client, subject, tokens, state, pass }) => {
  const { token } = await client.issue(subject.id, state.now());
  pass(HOUR / 2);
  assert.deepEqual(await client.read(token, "key1"), [16, 16, 16]);
  assert.deepEqual(await client.read(tokens.subject, "key1"), OLD);
});

fault("projection/goes-back", async ({ client, subject, tokens }) => {
  const read = async (): Promise<unknown> =>
    (
      (await client.ask("GET", "/auth/v1/users/me/metadata/key1", undefined, { token: tokens.subject })).json[
        "metadata"
      ] as { value: string }
    ).value;
  const old = await read();
  assert.equal(await read(), old);
  await client.manage("POST", `/${subject.id}/metadata/key1`, { value: "bmV3" });
  assert.deepEqual([await read(), await read(), await read(), await read()], ["bmV3", old, "bmV3", "bmV3"]);
});

test("a fault may be added to a profile", async (t) => {
  const { state, server, client } = await open(t, "admin/refused");
  for (const { behaviours } of PROFILES) {
    server.setBehaviours([...behaviours, managementFault("quota/exhausted").make(state)]);
    const refused = await client.manage("POST", "/_search", {});
    assert.deepEqual([shown(refused), refused.headers.get("retry-after")], ["429 8", "1"]);
  }
});

// The last one, as the first may run before the others are declared.
test("every fault has a test, an id of its own, and no part in the kill matrix", () => {
  const ids = MANAGEMENT_FAULTS.map(({ id }) => id);
  assert.deepEqual([...tested].sort(), [...ids].sort());
  assert.equal(new Set(ids).size, ids.length);
  for (const { id } of FAULTS) assert.ok(!tested.has(id), id);
  assert.throws(() => managementFault("made-up"), /no management fault made-up/);
});
