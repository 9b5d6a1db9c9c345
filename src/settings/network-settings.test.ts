import { SettingError } from "../errors.ts";
import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Network } from "../target/descriptor.ts";
import { connectionOptionsOf } from "../runner/http/open-connection.ts";
import { networkSecrets } from "../target/network-secrets.ts";
import { createRedactor } from "../report/redact.ts";
import { secretsOf } from "../runner/run-context.ts";
import type { Env } from "./env.ts";
import { proxyFromEnv } from "./proxy-from-env.ts";
import { createCertificate } from "../servers/reference/certificate.ts";
import { readSettings } from "./settings.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";
import { liveDescriptorFor } from "../../tests/support/live-descriptor.ts";

const PASSWORD = "p@ss:word-of-the-proxy";
const LIVE = { ZITADEL_BASE_URL: "https://id.example.com", ZITADEL_TOKEN: "a-token-of-a-user" };
const folder = scratchFolder();
const own = await createCertificate();
const other = await createCertificate();

function network(env: Env): Network {
  const { target } = readSettings({ ...LIVE, ...env });
  assert.ok(target.kind === "live", "target is not live");
  return target.network;
}

function refused(env: Env, setting: string, sentence: RegExp): void {
  assert.throws(
    () => readSettings({ ...LIVE, ...env }),
    (error) => {
      assert.ok(error instanceof SettingError, String(error));
      assert.equal(error.setting, setting);
      assert.match(error.message, sentence);
      assert.match(error.message, /^[^\n]+\.$/);
      assert.equal(!error.message.includes(PASSWORD) && !error.message.includes(encodeURIComponent(PASSWORD)), true);
      return true;
    },
  );
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const PROXY = "http://proxy.example:3128";

/**
 * Whether a proxy is used, by the address of the request and NO_PROXY. Rows follow Go's own tests where those cover
 * them.
 */
const DECISIONS: readonly (readonly [url: string, noProxy: string, isUsed: boolean])[] = [
  ["https://id.example.com", "", true],
  ["https://id.example.com", "*", false],
  ["https://id.example.com", "other.example, *", false],
  ["https://id.example.com", "id.example.com", false],
  ["https://id.example.com", "ID.EXAMPLE.COM", false],
  ["https://id.example.com", "example.com", false],
  ["https://id.example.com", ".example.com", false],
  ["https://id.example.com", "*.example.com", false],
  ["https://example.com", ".example.com", true],
  ["https://example.com", "*.example.com", true],
  ["https://badexample.com", "example.com", true],
  ["https://example.com.evil", "example.com", true],
  ["https://id.example.com", "ample.com", true],
  ["https://id.example.com", "example.com:443", false],
  ["https://id.example.com", "example.com:8443", true],
  ["https://id.example.com:8443", "example.com:8443", false],
  ["http://id.example.com", "example.com:80", false],
  ["https://id.example.com", "a.example,  example.com ,b.example", false],
  ["https://id.example.com", "a.example example.com", false],
  ["https://bücher.example", "bücher.example", false],
  ["https://10.1.2.3", "10.0.0.0/8", false],
  ["https://11.1.2.3", "10.0.0.0/8", true],
  ["https://10.1.2.3", "10.1.2.3", false],
  ["https://10.1.2.3", "10.1.2.3:443", false],
  ["https://10.1.2.3", "10.1.2.3:80", true],
  ["https://10.1.2.3", "0.0.0.0/0", false],
  ["https://id.example.com", "0.0.0.0/0", true],
  ["https://10.1.2.3", "10.0.0.0/33, 10.0.0.0/x, /8, 10.0.0/8", true],
  ["https://[fd00::5]", "fd00::/8", false],
  ["https://[fe80::5]", "fd00::/8", true],
  ["https://[fd00::5]", "fd00:0::5", false],
  ["https://[fd00::5]:8443", "[fd00::5]:8443", false],
  ["https://[fd00::5]:8443", "[fd00::5]:443", true],
  ["https://localhost:8443", "", false],
  ["https://zitadel.localhost", "", false],
  ["https://127.0.0.1", "", false],
  ["https://127.8.9.10:8080", "", false],
  ["https://[::1]:8080", "", false],
  ["https://[::ffff:127.0.0.1]", "", false],
  ["https://localhost.example.com", "", true],
];

for (const [url, noProxy, isUsed] of DECISIONS) {
  test(`${url} goes ${isUsed ? "through" : "past"} the proxy with NO_PROXY=${noProxy}`, () => {
    const env = { HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY, NO_PROXY: noProxy };
    assert.equal(proxyFromEnv(env, url)?.value, isUsed ? PROXY : undefined);
  });
}

test("each scheme has its own variable, and upper case wins over lower case", () => {
  const env = { HTTPS_PROXY: "upper", https_proxy: "lower", http_proxy: "plain", no_proxy: "past.example" };
  assert.deepEqual(proxyFromEnv(env, "https://id.example.com"), { name: "HTTPS_PROXY", value: "upper" });
  assert.deepEqual(proxyFromEnv(env, "http://id.example.com"), { name: "http_proxy", value: "plain" });
  assert.equal(proxyFromEnv(env, "https://past.example"), undefined);
  assert.equal(proxyFromEnv({ HTTP_PROXY: PROXY }, "https://id.example.com"), undefined);
  assert.equal(proxyFromEnv({ HTTPS_PROXY: "" }, "https://id.example.com"), undefined);
});

test("a proxy needs no scheme, and its credentials are read from its address", () => {
  assert.deepEqual(network({ HTTPS_PROXY: "proxy.example:3128" }).proxy, { url: PROXY });
  assert.deepEqual(network({ https_proxy: "https://proxy.example/" }).proxy, { url: "https://proxy.example" });
  const withCredentials = `http://user:${encodeURIComponent(PASSWORD)}@proxy.example:3128`;
  assert.deepEqual(network({ HTTPS_PROXY: withCredentials }).proxy, { url: PROXY, credentials: `user:${PASSWORD}` });
  assert.equal(network({ HTTP_PROXY: PROXY }).proxy, undefined);
});

test("an unusable proxy is refused in one sentence if the target is behind it", () => {
  for (const address of [`socks5://user:${PASSWORD}@proxy.example`, "http://", "http://a b", `ftp://x:${PASSWORD}@y`]) {
    refused({ HTTPS_PROXY: address }, "HTTPS_PROXY", /is not the address of an http or https proxy: .*NO_PROXY\.$/);
    assert.equal(network({ HTTPS_PROXY: address, NO_PROXY: "example.com" }).proxy, undefined);
  }
  refused({ https_proxy: `http://u:${PASSWORD}%@p.example` }, "https_proxy", /percent-encoded/);
});

test("client certificate and key are read from their files", () => {
  const env = { ZITADEL_CLIENT_CERT: file("own.pem", own.cert), ZITADEL_CLIENT_KEY: file("own.key", own.key) };
  assert.deepEqual(network(env).clientCertificate, { cert: own.cert, key: own.key });
});

test("a certificate or key that cannot be used is refused in one sentence", () => {
  const cert = file("c.pem", own.cert);
  const key = file("k.pem", own.key);
  const encrypted = createPrivateKey(own.key).export({
    ...{ type: "pkcs8", format: "pem", cipher: "aes-128-cbc", passphrase: "x" },
  });
  const pair = (certPath: string, keyPath: string): Env => ({
    ZITADEL_CLIENT_CERT: certPath,
    ZITADEL_CLIENT_KEY: keyPath,
  });
  refused(pair("no/such.pem", key), "ZITADEL_CLIENT_CERT", /no\/such\.pem, which cannot be read: set it to the path/);
  refused(pair(cert, "no/such.key"), "ZITADEL_CLIENT_KEY", /no\/such\.key, which cannot be read/);
  refused(pair(key, key), "ZITADEL_CLIENT_CERT", /holds no PEM certificate/);
  refused(pair(cert, cert), "ZITADEL_CLIENT_KEY", /holds no PEM private key/);
  refused(pair(cert, file("other.key", other.key)), "ZITADEL_CLIENT_KEY", /is not the key of .*c\.pem/);
  refused(
    pair(cert, file("enc.key", String(encrypted))),
    "ZITADEL_CLIENT_KEY",
    /is encrypted: .* without a passphrase/,
  );
});

test("the settings hold a rate and a limit", () => {
  const { maxPerSecond, retryAfterLimit } = network({ MAX_REQUESTS_PER_SECOND: "0.5", RETRY_AFTER_LIMIT_MS: "0" });
  assert.deepEqual([maxPerSecond, retryAfterLimit], [0.5, 0]);
});

test("the connection to a live target uses certificate and proxy, and no other does", () => {
  const clientCertificate = { cert: own.cert, key: own.key };
  const proxy = { url: PROXY, credentials: `user:${PASSWORD}` };
  const given = { baseUrl: "https://id.example.com", token: "t", key: "key1", ca: other.cert };
  const descriptor = liveDescriptorFor({ ...given, network: { clientCertificate, proxy, retryAfterLimit: 1 } }, 5000);
  const { baseUrl, ca } = given;
  assert.deepEqual(connectionOptionsOf(descriptor), { baseUrl, timeout: 5000, ca, clientCertificate, proxy });
  assert.deepEqual(connectionOptionsOf(liveDescriptorFor({ ...given, ca }, 5000)), { baseUrl, timeout: 5000, ca });
  assert.equal(readSettings({ HTTPS_PROXY: PROXY, MAX_REQUESTS_PER_SECOND: "1" }).target.kind, "reference");
});

test("the proxy's credentials and the client's key are hidden in all output", () => {
  const credentials = `user:${PASSWORD}`;
  const descriptor = liveDescriptorFor({ baseUrl: "https://x.example", token: "some-token", key: "k" }, 1);
  const clientCertificate = { cert: own.cert, key: own.key };
  const secrets = secretsOf({
    ...descriptor,
    network: { proxy: { url: PROXY, credentials }, clientCertificate, retryAfterLimit: 1 },
  });
  const redactor = createRedactor(secrets);
  const basic = Buffer.from(credentials).toString("base64");
  const keyLine = own.key.split("\n")[1] ?? "";
  assert.ok(keyLine.length > 16, String(keyLine.length));
  for (const secret of [credentials, PASSWORD, encodeURIComponent(PASSWORD), basic, keyLine, "some-token"]) {
    assert.equal(redactor.text(`x ${secret} y`), "x *** y", secret);
  }
  assert.equal(redactor.text(own.key).includes(keyLine.slice(0, 12)), false);
  assert.equal(redactor.text(`${PROXY} user -----BEGIN PRIVATE KEY-----`), `${PROXY} user -----BEGIN PRIVATE KEY-----`);
});

test("a password of a few characters does not hide parts of words", () => {
  const secrets = networkSecrets({ proxy: { url: PROXY, credentials: "user:x" } });
  assert.equal(createRedactor(secrets).text("a text, user:x and dXNlcjp4"), "a text, *** and ***");
  assert.deepEqual(networkSecrets(undefined), []);
});
