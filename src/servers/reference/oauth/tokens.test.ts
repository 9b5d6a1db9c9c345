import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { request as secureRequest } from "node:https";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import * as oauth from "openid-client";
import { openReference, type OpenReference, type OpenReferenceOptions } from "../open.ts";
import { assertionOf, readKeyFile, type AssertionParts, type KeyFile } from "../../../../tests/support/key-file.ts";
import { Client, type Asked } from "../../../../tests/support/management-client.ts";

const AUDIENCE = "urn:zitadel:iam:org:project:id:zitadel:aud";
const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const MISSING = [5, 5, 5];
const REFUSED = [16, 16, 16];

async function open(
  t: TestContext,
  options: OpenReferenceOptions = {},
): Promise<OpenReference & { readonly client: Client; readonly id: string }> {
  const target = await openReference(options);
  t.after(() => target.close());
  const client = new Client(t, target.descriptor.baseUrl, target.adminToken, target.server.ca);
  return { ...target, client, id: await client.create("robot") };
}

/** Fetches with a certificate to trust, which Node's fetch does not support. */
function trusting(ca: string | undefined): (url: string, init: oauth.CustomFetchOptions) => Promise<Response> {
  return (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const request = secureRequest(url, { method, headers, ca, agent: false }, (response) => {
        void text(response).then((content) => {
          const type = response.headers["content-type"] ?? "";
          resolve(new Response(content, { status: response.statusCode ?? 0, headers: { "content-type": type } }));
        }, reject);
      });
      request.on("error", reject).end(body instanceof URLSearchParams ? body.toString() : undefined);
    });
}

async function newSecret(client: Client, id: string): Promise<{ client_id: string; client_secret: string }> {
  const { json } = await client.manage("PUT", `/${id}/secret`, {});
  return { client_id: String(json["clientId"]), client_secret: String(json["clientSecret"]) };
}

async function newKey(client: Client, id: string): Promise<KeyFile> {
  const { json } = await client.manage("POST", `/${id}/keys`, { type: "KEY_TYPE_JSON" });
  return readKeyFile(String(json["keyDetails"]));
}

for (const [name, authentication] of [
  ["in the form", oauth.ClientSecretPost],
  ["as credentials of HTTP", oauth.ClientSecretBasic],
] as const) {
  test(`a client of OpenID Connect gets a token for a secret ${name}, and the id token holds`, async (t) => {
    const { client, id, server } = await open(t, { tls: true });
    const { client_id, client_secret } = await newSecret(client, id);
    const options = { [oauth.customFetch]: trusting(server.ca) };
    const config = await oauth.discovery(new URL(server.url), client_id, {}, authentication(client_secret), options);
    const tokens = await oauth.clientCredentialsGrant(config, { scope: `openid ${AUDIENCE}` });
    assert.equal(tokens.expires_in, 43_199);
    assert.deepEqual(await client.read(tokens.access_token, "nothing"), MISSING);
    const keys = (await client.ask("GET", "/oauth/v2/keys")).json as unknown as JSONWebKeySet;
    const expected = { issuer: server.url, audience: client_id };
    const { payload } = await jwtVerify(tokens.id_token ?? "", createLocalJWKSet(keys), expected);
    assert.equal(payload.sub, id);
  });
}

test("a key file's assertion gets a token, which ends with the key", async (t) => {
  const { client, id, descriptor } = await open(t);
  const file = await newKey(client, id);
  assert.match(file.key, /^-----BEGIN RSA PRIVATE KEY-----/);
  const assertion = await assertionOf(file, descriptor.baseUrl);
  const { status, json } = await client.token({ grant_type: JWT_BEARER, assertion, scope: AUDIENCE });
  assert.deepEqual([status, Object.keys(json)], [200, ["access_token", "token_type", "expires_in"]]);
  const token = String(json["access_token"]);
  assert.deepEqual(await client.read(token, "nothing"), MISSING);
  assert.equal((await client.manage("DELETE", `/${id}/keys/${file.keyId}`)).status, 200);
  assert.deepEqual(await client.read(token, "nothing"), REFUSED);
  assert.equal((await client.manage("DELETE", `/${id}/keys/${file.keyId}`)).status, 404);
  const again = await client.token({ grant_type: JWT_BEARER, assertion, scope: AUDIENCE });
  assert.deepEqual([again.status, again.json["error"]], [500, "server_error"]);
});

test("a user may bring its own key", async (t) => {
  const { client, id, descriptor } = await open(t);
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicKey = Buffer.from(pair.publicKey.export({ type: "spki", format: "pem" })).toString("base64");
  const { json } = await client.manage("POST", `/${id}/keys`, { type: "KEY_TYPE_JSON", publicKey });
  assert.equal(json["keyDetails"], undefined);
  const key = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const assertion = await assertionOf({ type: "", keyId: String(json["keyId"]), key, userId: id }, descriptor.baseUrl);
  assert.equal((await client.token({ grant_type: JWT_BEARER, assertion, scope: AUDIENCE })).status, 200);
  const wrong = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" });
  for (const bad of [wrong, "no key"]) {
    const content = { type: "KEY_TYPE_JSON", publicKey: Buffer.from(bad).toString("base64") };
    assert.equal((await client.manage("POST", `/${id}/keys`, content)).status, 400);
  }
  assert.equal((await client.manage("POST", `/${id}/keys`, {})).status, 400);
});

test("an assertion with any wrong claim is refused", async (t) => {
  const { client, id, descriptor } = await open(t);
  const [file, other] = [await newKey(client, id), await newKey(client, await client.create("other"))];
  const now = Math.floor(Date.now() / 1000);
  const wrong: readonly (readonly [title: string, parts: AssertionParts, error: string])[] = [
    ["another audience", { claims: { aud: "https://other.example" } }, "invalid_grant"],
    ["another issuer", { claims: { iss: other.userId } }, "invalid_grant"],
    ["another subject", { claims: { sub: other.userId } }, "invalid_grant"],
    ["expired", { claims: { exp: now - 60 } }, "invalid_grant"],
    ["too old", { claims: { iat: now - 7200 } }, "invalid_grant"],
    ["signed by another key", { key: other.key }, "invalid_grant"],
    ["a key that does not exist", { kid: "1" }, "server_error"],
  ];
  for (const [title, parts, error] of wrong) {
    const assertion = await assertionOf(file, descriptor.baseUrl, parts);
    const { status, json } = await client.token({ grant_type: JWT_BEARER, assertion, scope: AUDIENCE });
    assert.deepEqual([status, json["error"]], [error === "server_error" ? 500 : 400, error], title);
  }
  const unsigned = `${Buffer.from(JSON.stringify({ alg: "none", kid: file.keyId })).toString("base64url")}.e30.`;
  for (const assertion of [unsigned, "garbage"]) {
    assert.equal((await client.token({ grant_type: JWT_BEARER, assertion })).json["error"], "invalid_grant");
  }
});

test("the token endpoint refuses malformed requests with OAuth's errors", async (t) => {
  const { client, id } = await open(t);
  const grant_type = "client_credentials";
  const { client_id, client_secret } = await newSecret(client, id);
  const good = { grant_type, client_id, client_secret };
  const basic = (text: string): Record<string, string> => ({
    authorization: `Basic ${Buffer.from(text).toString("base64")}`,
  });
  const error = async (form: Readonly<Record<string, string>>, headers = {}): Promise<unknown> => {
    const { status, json } = await client.token(form, headers);
    return `${String(status)} ${String(json["error"])}`;
  };
  assert.equal(await error({}), "400 invalid_request");
  assert.equal(await error({ grant_type: "password" }), "400 unsupported_grant_type");
  assert.equal(await error({ grant_type: JWT_BEARER }), "400 invalid_request");
  assert.equal(await error({ grant_type }), "401 invalid_client");
  assert.equal(await error({ ...good, client_id: "nobody" }), "401 invalid_client");
  assert.equal(await error({ ...good, client_id: "demo-subject" }), "400 invalid_request");
  assert.equal(await error(good, basic(`${client_id}:${client_secret}`)), "400 invalid_request");
  assert.equal(await error(good, { "content-type": "application/json" }), "400 invalid_request");
  assert.equal(await error({ grant_type }, basic(`nobody:${client_secret}`)), "401 invalid_client");
  assert.equal(await error({ grant_type }, basic("no colon")), "401 invalid_client");
  const twice = `grant_type=${grant_type}&grant_type=${grant_type}`;
  const type = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await client.ask("POST", "/oauth/v2/token", twice, { token: "", headers: type })).status, 400);
  const unknown = await client.token({ grant_type }, basic("nobody:x"));
  assert.match(unknown.headers.get("www-authenticate") ?? "", /^Basic /);
  assert.equal((await client.ask("GET", "/oauth/v2/token")).status, 405);
  const none = await client.token({ ...good, client_id: "demo-subject" });
  assert.equal(none.json["error_description"], "Errors.User.Machine.Secret.NotExisting");
  await client.manage("POST", `/${id}/_deactivate`);
  assert.equal(await error(good), "400 invalid_request");
});

test("a new secret replaces the old one", async (t) => {
  const { client, id } = await open(t);
  const [old, now] = [await newSecret(client, id), await newSecret(client, id)];
  const grant_type = "client_credentials";
  assert.equal((await client.token({ grant_type, ...old })).status, 400);
  assert.equal((await client.token({ grant_type, ...now })).status, 200);
});

test("a token without the API's scope is refused everywhere", async (t) => {
  const { client, id } = await open(t);
  const form = { grant_type: "client_credentials", ...(await newSecret(client, id)) };
  for (const scope of ["", "openid", `openid x${AUDIENCE}`]) {
    const { json } = await client.token({ ...form, scope });
    const token = String(json["access_token"]);
    assert.deepEqual(await client.read(token, "nothing"), REFUSED);
    assert.equal((await client.ask("GET", "/auth/v1/users/me", undefined, { token })).status, 401);
    assert.equal((await client.manage("POST", "/_search", {}, { token })).status, 401);
  }
});

test("a personal access token works until its expiry, its removal, or the removal of its user", async (t) => {
  const { client, id } = await open(t);
  const [kept, removed] = [await client.issue(id), await client.issue(id)];
  assert.deepEqual(await client.read(removed.token, "nothing"), MISSING);
  assert.equal((await client.manage("DELETE", `/${id}/pats/${removed.tokenId}`)).status, 200);
  assert.deepEqual(await client.read(removed.token, "nothing"), REFUSED);
  assert.equal((await client.manage("DELETE", `/${id}/pats/${removed.tokenId}`)).status, 404);
  await client.manage("POST", `/${id}/_deactivate`);
  assert.deepEqual(await client.read(kept.token, "nothing"), REFUSED);
  await client.manage("POST", `/${id}/_reactivate`);
  assert.deepEqual(await client.read(kept.token, "nothing"), MISSING);
  await client.manage("DELETE", `/${id}`);
  assert.deepEqual(await client.read(kept.token, "nothing"), REFUSED);
  const { status } = await client.manage("POST", "/machine", { userName: "robot", name: "robot", userId: id });
  assert.equal(status, 200);
  assert.deepEqual(
    await client.read(kept.token, "nothing"),
    REFUSED,
    "a new user with the same id is a different user",
  );
});

test("an expiry date is optional, and must not be in the past", async (t) => {
  const { client, id } = await open(t);
  assert.equal((await client.manage("POST", `/${id}/pats`, {})).status, 200);
  const expirationDate = new Date(Date.now() - 1).toISOString();
  for (const [path, content] of [
    ["pats", { expirationDate }],
    ["keys", { type: "KEY_TYPE_JSON", expirationDate }],
  ] as const) {
    const { status, json } = await client.manage("POST", `/${id}/${path}`, content);
    assert.deepEqual([status, json["code"]], [400, 3], path);
  }
});

test("the issuer is the requested address, over each HTTP version, with and without TLS", async (t) => {
  for (const tls of [false, true]) {
    const { client, descriptor } = await open(t, { tls });
    const issuer = async (asked: Asked): Promise<unknown> =>
      (await client.ask("GET", "/.well-known/openid-configuration", undefined, asked)).json["issuer"];
    for (const httpVersion of ["1.1", "2.0"] as const) assert.equal(await issuer({ httpVersion }), descriptor.baseUrl);
    const named = await issuer({ headers: { host: "id.example:8080" } });
    assert.equal(named, `${tls ? "https" : "http"}://id.example:8080`);
  }
});
