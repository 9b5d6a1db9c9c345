import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import type { Access } from "../../src/target/access.ts";
import { createTokenSource, type TokenSource } from "../../src/auth/token-source.ts";
import { preflight } from "../../src/bootstrap/preflight.ts";
import { openConnection } from "../../src/transports/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { ADMIN, clientSecretOf, keyFileOf, SUBJECT } from "../support/live-accounts.ts";
import { openLiveTarget, startLive, type LiveServer } from "../support/live-server.ts";
import { ENOUGH_TIME } from "../support/enough-time.ts";

const AUDIENCE = "openid urn:zitadel:iam:org:project:id:zitadel:aud";

test("a user's client credentials and key file work like the token", async (t) => {
  const live = await startLive(t);
  const { id, secret } = await clientSecretOf(live, SUBJECT);
  const base = { ZITADEL_BASE_URL: live.server.descriptor.baseUrl };
  for (const env of [
    { ...base, ZITADEL_CLIENT_ID: id, ZITADEL_CLIENT_SECRET: secret },
    { ...base, ZITADEL_KEY_FILE: await keyFileOf(live, SUBJECT) },
  ]) {
    const { descriptor, close } = await openLiveTarget(env);
    assert.notEqual(descriptor.tokens.subject, undefined);
    assert.deepEqual((await preflight(descriptor)).blocked, {});
    await close();
  }
});

test("an administrator's key file and client credentials prepare a run", async (t) => {
  const live = await startLive(t);
  const { id, secret } = await clientSecretOf(live, ADMIN);
  const base = { ZITADEL_BASE_URL: live.server.descriptor.baseUrl, PROVISIONING_JOURNAL: live.journal };
  const ways = [
    { ...base, ZITADEL_ADMIN_CLIENT_ID: id, ZITADEL_ADMIN_CLIENT_SECRET: secret },
    { ...base, ZITADEL_ADMIN_KEY_FILE: await keyFileOf(live, ADMIN) },
  ];
  const targets = await Promise.all(ways.map(openLiveTarget));
  for (const { descriptor, close } of targets) {
    assert.equal(descriptor.capabilities.mayWrite, "own-keys");
    await close();
  }
});

/** A token source over its own connection, with a clock that moves only when set or waited on. */
function source(t: TestContext, live: LiveServer, access: Access, scope = AUDIENCE) {
  const { baseUrl } = live.server.descriptor;
  const connection = openConnection({ baseUrl, timeout: ENOUGH_TIME });
  t.after(() => {
    connection.close();
  });
  const clock = new FakeClock();
  const got: string[] = [];
  const tokens: TokenSource = createTokenSource(access, {
    settings: { issuer: baseUrl, scope },
    connection,
    policy: 1000,
    setting: "ZITADEL_CLIENT_SECRET",
    onToken: (token) => got.push(token),
    clock,
  });
  return { tokens, clock, got };
}

test("a token is requested once, and renewed before it expires", async (t) => {
  const live = await startLive(t);
  const { tokens, clock, got } = source(t, live, { kind: "client", ...(await clientSecretOf(live, SUBJECT)) });
  const [first, same] = await Promise.all([tokens.current(), tokens.current()]);
  assert.equal(first, same);
  assert.equal(await tokens.current(), first);
  assert.deepEqual(got, [first]);
  // The reference server's tokens live for twelve hours, as the vendor's do.
  clock.pass(11 * 3_600_000);
  const second = await tokens.current();
  assert.notEqual(second, first);
  assert.deepEqual(got, [first, second]);
});

for (const [fault, kind] of [
  ["secret/not-known-yet", "client"],
  ["key/not-known-yet", "key"],
] as const) {
  test(`a ${kind === "key" ? "key" : "secret"} that was created just now is waited for`, async (t) => {
    const live = await startLive(t, {}, fault);
    const base = { ZITADEL_BASE_URL: live.server.descriptor.baseUrl };
    const env =
      kind === "key"
        ? { ...base, ZITADEL_KEY_FILE: await keyFileOf(live, SUBJECT) }
        : await clientSecretOf(live, SUBJECT).then(({ id, secret }) => ({
            ...base,
            ZITADEL_CLIENT_ID: id,
            ZITADEL_CLIENT_SECRET: secret,
          }));
    const { descriptor, close } = await openLiveTarget(env);
    assert.deepEqual((await preflight(descriptor)).blocked, {});
    await close();
  });
}

test("an unknown secret is reported after the time limit", async (t) => {
  const live = await startLive(t);
  const { id } = await clientSecretOf(live, SUBJECT);
  const right = source(t, live, { kind: "client", id, secret: "wrong-secret-of-nobody" });
  await assert.rejects(
    right.tokens.current(),
    /does not accept ZITADEL_CLIENT_SECRET \(HTTP 400 invalid_request\): set what belongs to this instance/,
  );
  assert.deepEqual(right.clock.waits, []);
  const unknown = source(t, live, { kind: "client", id: "demo-other", secret: "never-made" });
  await assert.rejects(
    unknown.tokens.current(),
    /did not know ZITADEL_CLIENT_SECRET after \d+ ms .*PROJECTION_TIMEOUT_MS/,
  );
  assert.ok(unknown.clock.waits.length > 0, String(unknown.clock.waits.length));
});

/** Makes the server forget all tokens. */
function forgetTokens({ server }: LiveServer): void {
  server.server.state.removeTokens(() => true);
}

test("a refused token is reported with its setting and its cause", async (t) => {
  const live = await startLive(t);
  const base = { ZITADEL_BASE_URL: live.server.descriptor.baseUrl };
  const { id, secret } = await clientSecretOf(live, SUBJECT);
  const client = { ...base, ZITADEL_CLIENT_ID: id, ZITADEL_CLIENT_SECRET: secret };
  const key = { ...base, ZITADEL_KEY_FILE: await keyFileOf(live, SUBJECT) };
  const lacking =
    /: ZITADEL_SCOPE lacks urn:zitadel:iam:org:project:id:zitadel:aud, .*: add it, or unset ZITADEL_SCOPE\.$/;
  const whole = /: see that its user is active, and that ZITADEL_BASE_URL and ZITADEL_ISSUER mean the same instance\.$/;
  for (const [env, name, cause] of [
    [{ ...client, ZITADEL_SCOPE: "openid" }, "ZITADEL_CLIENT_ID", lacking],
    [{ ...key, ZITADEL_SCOPE: `${AUDIENCE}iences` }, "ZITADEL_KEY_FILE", lacking],
    [client, "ZITADEL_CLIENT_ID", whole],
    [key, "ZITADEL_KEY_FILE", whole],
  ] as const) {
    const { descriptor } = await openLiveTarget(env);
    if (cause === whole) forgetTokens(live);
    await assert.rejects(preflight(descriptor), ({ message }: Error) => {
      assert.ok(message.includes(`does not accept the token that its own issuer gave for ${name}: `), message);
      assert.match(message, cause);
      assert.doesNotMatch(message, /ZITADEL_TOKEN/);
      return true;
    });
  }
});

test("a key that the user does not have is reported with the setting of the user", async (t) => {
  const live = await startLive(t);
  const { id, secret } = await clientSecretOf(live, SUBJECT);
  const env = { ZITADEL_BASE_URL: live.server.descriptor.baseUrl, ZITADEL_METADATA_KEY: "nothing-here" };
  const { descriptor } = await openLiveTarget({ ...env, ZITADEL_CLIENT_ID: id, ZITADEL_CLIENT_SECRET: secret });
  await assert.rejects(
    preflight(descriptor),
    /^BlockedError: The user of ZITADEL_CLIENT_ID has no metadata under the key "nothing-here"/,
  );
});

test("no setting is blamed for a user that the run created", async (t) => {
  const live = await startLive(t);
  const { descriptor, close } = await openLiveTarget(live.env);
  const { state } = live.server.server;
  const subject = state.users.get(descriptor.provisioning?.subjectId ?? "");
  subject?.entries.delete(descriptor.key);
  await assert.rejects(
    preflight(descriptor),
    /^BlockedError: A user who was made for the run no longer has the key "key1"/,
  );
  state.removeTokens(({ user }) => user.id === subject?.id);
  await assert.rejects(
    preflight(descriptor),
    /does not accept the token that it gave to a user who was made for the run: look into its log/,
  );
  await close();
});

test("an issuer without discovery, or with endpoints on another host, is refused in one sentence", async (t) => {
  const server = createServer((request, response) => {
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const path = request.url ?? "";
    if (!path.startsWith("/elsewhere")) response.writeHead(404, { "content-type": "text/html" }).end("<p>no</p>");
    else {
      const json = { issuer: `${address}/elsewhere`, token_endpoint: "http://127.0.0.2:9/token" };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(json));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const env = { ZITADEL_BASE_URL: base, ZITADEL_CLIENT_ID: "a", ZITADEL_CLIENT_SECRET: "b" };
  await assert.rejects(openLiveTarget(env), /has no OpenID configuration that can be used .*set ZITADEL_ISSUER/);
  await assert.rejects(
    openLiveTarget({ ...env, ZITADEL_ISSUER: `${base}/elsewhere` }),
    /names an endpoint on another host \(127\.0\.0\.2:9\): set ZITADEL_ISSUER/,
  );
});
