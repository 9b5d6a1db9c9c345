import { SettingError } from "../errors.ts";
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Env } from "./env.ts";
import { readSettings } from "./settings.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";

const TOKEN = "a-token-that-nobody-may-see";
const LIVE = { ZITADEL_BASE_URL: "https://example.zitadel.cloud/", ZITADEL_TOKEN: TOKEN };

function refused(env: Env): SettingError {
  try {
    readSettings(env);
  } catch (error) {
    assert.ok(error instanceof SettingError, String(error));
    return error;
  }
  return assert.fail("these settings were accepted");
}

test("with no settings the target is the embedded reference server", () => {
  assert.deepEqual(readSettings({}), {
    ...{ target: { kind: "reference" }, timeout: 10_000, strict: false },
    exploration: { seconds: 30 },
    notes: [],
  });
});

test("a base URL means live, and loses its trailing slash", () => {
  const { target } = readSettings(LIVE);
  assert.ok(target.kind === "live", "target is not live");
  assert.equal(target.baseUrl, "https://example.zitadel.cloud");
  assert.deepEqual(target.subject, { access: { kind: "token", token: TOKEN }, key: "key1" });
  assert.equal(target.tokenSettings.issuer, "https://example.zitadel.cloud");
  assert.deepEqual(target.network, { retryAfterLimit: 30_000 });
});

test("a recording means recording", () => {
  assert.deepEqual(readSettings({ RECORDING: "x.json" }).target, { kind: "recording", path: "x.json" });
});

test("TARGET decides between contradicting settings", () => {
  assert.equal(readSettings({ ...LIVE, RECORDING: "x.json", TARGET: "recording" }).target.kind, "recording");
  assert.equal(readSettings({ ...LIVE, TARGET: "reference" }).target.kind, "reference");
});

test("an empty value means not set", () => {
  assert.equal(readSettings({ ZITADEL_BASE_URL: "", RECORDING: "", STRICT: "", TARGET: "" }).target.kind, "reference");
});

test("a version loses its leading v", () => {
  const { target } = readSettings({ ...LIVE, ZITADEL_VERSION: "v4.0.0" });
  assert.equal(target.kind === "live" && target.version, "4.0.0");
});

test("the token of an administrator replaces that of a user", () => {
  const { target } = readSettings({ ZITADEL_BASE_URL: LIVE.ZITADEL_BASE_URL, ZITADEL_ADMIN_TOKEN: TOKEN });
  assert.ok(target.kind === "live", "target is not live");
  assert.deepEqual(target.admin, { kind: "token", token: TOKEN });
  assert.equal(target.subject, undefined);
});

test("a user and an administrator may have a key file or client credentials", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs1", format: "pem" });
  const file = { keyId: "1", key, userId: "2" };
  const path = join(scratchFolder(), "key.json");
  writeFileSync(path, JSON.stringify({ type: "serviceaccount", ...file }));
  const base = { ZITADEL_BASE_URL: "http://x", ZITADEL_KEY_FILE: path };
  const subject = readSettings(base).target;
  assert.deepEqual(subject.kind === "live" && subject.subject?.access, { kind: "key", file });
  const admin = readSettings({
    ZITADEL_BASE_URL: "http://x",
    ZITADEL_ADMIN_CLIENT_ID: "boss",
    ZITADEL_ADMIN_CLIENT_SECRET: TOKEN,
    ZITADEL_ISSUER: "http://login.x/",
    ZITADEL_SCOPE: "openid",
  }).target;
  assert.ok(admin.kind === "live", "admin is not live");
  assert.deepEqual(admin.admin, { kind: "client", id: "boss", secret: TOKEN });
  assert.deepEqual(admin.tokenSettings, { issuer: "http://login.x", scope: "openid" });
});

const REFUSED: readonly (readonly [what: string, env: Env, setting: string, sentence: RegExp])[] = [
  ["a misspelt name", { ZITADEL_BASEURL: "http://x" }, "ZITADEL_BASEURL", /did you mean ZITADEL_BASE_URL\?$/m],
  [
    "a name unlike any setting",
    { ZITADEL_LOGSTORE_ACCESS_STDOUT_ENABLED: "1" },
    "ZITADEL_LOGSTORE_ACCESS_STDOUT_ENABLED",
    /use one of/,
  ],
  ["an unknown target", { TARGET: "staging" }, "TARGET", /one of reference, prism, recording, live/],
  ["a recording and a base URL", { ...LIVE, RECORDING: "x" }, "TARGET", /both set/],
  ["a target of recording without one", { TARGET: "recording" }, "RECORDING", /path of a recording/],
  ["a live target without a base URL", { TARGET: "live", ZITADEL_TOKEN: TOKEN }, "ZITADEL_BASE_URL", /not set/],
  ["a live run without a token", { ZITADEL_BASE_URL: "http://x" }, "ZITADEL_TOKEN", /needs ZITADEL_TOKEN/],
  ["a token without a base URL", { ZITADEL_TOKEN: TOKEN }, "ZITADEL_BASE_URL", /without ZITADEL_BASE_URL/],
  ["a base URL of another scheme", { ...LIVE, ZITADEL_BASE_URL: "ftp://x" }, "ZITADEL_BASE_URL", /http or https/],
  ["a base URL without a scheme", { ...LIVE, ZITADEL_BASE_URL: "localhost" }, "ZITADEL_BASE_URL", /http or https/],
  [
    "a base URL with credentials",
    { ...LIVE, ZITADEL_BASE_URL: `http://u:${TOKEN}@x` },
    "ZITADEL_BASE_URL",
    /contains credentials/,
  ],
  ["a base URL with a query", { ...LIVE, ZITADEL_BASE_URL: "http://x/?a" }, "ZITADEL_BASE_URL", /query/],
  ["a token with its scheme", { ...LIVE, ZITADEL_TOKEN: `Bearer ${TOKEN}` }, "ZITADEL_TOKEN", /token alone/],
  ["a token with a line break", { ...LIVE, ZITADEL_TOKEN: `${TOKEN}\n` }, "ZITADEL_TOKEN", /characters/],
  ["one token for two users", { ...LIVE, ZITADEL_OTHER_TOKEN: TOKEN }, "ZITADEL_OTHER_TOKEN", /another user/],
  [
    "a key that is too long",
    { ...LIVE, ZITADEL_METADATA_KEY: "k".repeat(201) },
    "ZITADEL_METADATA_KEY",
    /201 characters/,
  ],
  ["a key that is a dot segment", { ...LIVE, ZITADEL_METADATA_KEY: ".." }, "ZITADEL_METADATA_KEY", /dot segment/],
  ["a value that is not base64", { ...LIVE, ZITADEL_METADATA_VALUE: "a-b" }, "ZITADEL_METADATA_VALUE", /base64/],
  ["a version that is not a release", { ...LIVE, ZITADEL_VERSION: "four" }, "ZITADEL_VERSION", /release such as/],
  ["a missing file of certificates", { ...LIVE, ZITADEL_CA: "no/such.pem" }, "ZITADEL_CA", /cannot be read/],
  ["a file without certificates", { ...LIVE, ZITADEL_CA: "package.json" }, "ZITADEL_CA", /no PEM/],
  ["a certificate without its key", { ...LIVE, ZITADEL_CLIENT_CERT: "x.pem" }, "ZITADEL_CLIENT_KEY", /set both, or/],
  ["a key without its certificate", { ...LIVE, ZITADEL_CLIENT_KEY: "x.pem" }, "ZITADEL_CLIENT_CERT", /set both, or/],
  ["a client certificate without a base URL", { ZITADEL_CLIENT_CERT: "x.pem" }, "ZITADEL_BASE_URL", /is set without/],
  ["a rate that is not a number", { ...LIVE, MAX_REQUESTS_PER_SECOND: "5/s" }, "MAX_REQUESTS_PER_SECOND", /"5\/s"/],
  ["a rate of zero", { ...LIVE, MAX_REQUESTS_PER_SECOND: "0" }, "MAX_REQUESTS_PER_SECOND", /such as 5 or 0\.5/],
  ["a negative rate", { ...LIVE, MAX_REQUESTS_PER_SECOND: "-1" }, "MAX_REQUESTS_PER_SECOND", /a number from/],
  [
    "a rate too low for an administrator's run",
    { ZITADEL_BASE_URL: "http://x", ZITADEL_ADMIN_TOKEN: "a", MAX_REQUESTS_PER_SECOND: "0.5" },
    "MAX_REQUESTS_PER_SECOND",
    /tokens end within the hour: set it to 1 or more/,
  ],
  ["a limit that is not a number", { ...LIVE, RETRY_AFTER_LIMIT_MS: "30s" }, "RETRY_AFTER_LIMIT_MS", /whole number/],
  ["a limit of more than an hour", { ...LIVE, RETRY_AFTER_LIMIT_MS: "3600001" }, "RETRY_AFTER_LIMIT_MS", /to 3600000/],
  ["a time-out that is not a number", { REQUEST_TIMEOUT_MS: "10s" }, "REQUEST_TIMEOUT_MS", /whole number/],
  ["a time-out of zero", { REQUEST_TIMEOUT_MS: "0" }, "REQUEST_TIMEOUT_MS", /from 1 to/],
  ["a flag other than 1 and 0", { STRICT: "yes" }, "STRICT", /1 or 0/],
  [
    "a user beside an administrator",
    { ...LIVE, ZITADEL_ADMIN_TOKEN: "b" },
    "ZITADEL_TOKEN",
    /an administrator creates other users: unset one/,
  ],
  [
    "a client without its secret",
    { ZITADEL_BASE_URL: "http://x", ZITADEL_CLIENT_ID: "a" },
    "ZITADEL_CLIENT_SECRET",
    /set both/,
  ],
  [
    "two kinds of credentials",
    { ...LIVE, ZITADEL_KEY_FILE: "key.json" },
    "ZITADEL_KEY_FILE",
    /one kind of credentials is enough/,
  ],
  [
    "a missing key file",
    { ZITADEL_BASE_URL: "http://x", ZITADEL_ADMIN_KEY_FILE: "no/such.json" },
    "ZITADEL_ADMIN_KEY_FILE",
    /cannot be read/,
  ],
  [
    "a file that is not a key file",
    { ZITADEL_BASE_URL: "http://x", ZITADEL_KEY_FILE: "package.json" },
    "ZITADEL_KEY_FILE",
    /not the key file of a service account/,
  ],
  ["a limit that is not a number", { ...LIVE, PROJECTION_TIMEOUT_MS: "long" }, "PROJECTION_TIMEOUT_MS", /whole number/],
  [
    "what has Node print tokens",
    { ...LIVE, NODE_DEBUG: "http" },
    "NODE_DEBUG",
    /prints the tokens of requests: unset it/,
  ],
  ["a port that does not exist", { REFERENCE_PORT: "70000" }, "REFERENCE_PORT", /65535/],
];

for (const [what, env, setting, sentence] of REFUSED) {
  test(`${what} is refused in one sentence`, () => {
    const error = refused(env);
    assert.equal(error.setting, setting);
    assert.match(error.message, sentence);
    assert.match(error.message, /^[^\n]+[.?]$/);
    assert.equal(error.message.includes(TOKEN), false);
  });
}

test("one error has a sentence for every problem", () => {
  const error = refused({
    ZITADEL_BASE_URL: "nonsense",
    ZITADEL_TOKEN: `Bearer ${TOKEN}`,
    STRICT: "2",
    ZITADEL_TOKN: TOKEN,
  });
  assert.equal(error.message.split("\n").length, 4);
  assert.equal(error.message.includes(TOKEN), false);
});

/** A folder with files of settings. */
