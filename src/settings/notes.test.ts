import assert from "node:assert/strict";
import { test } from "node:test";
import type { Env } from "./env.ts";
import { readSettings } from "./settings.ts";

const LIVE = { ZITADEL_BASE_URL: "https://id.example.com", ZITADEL_TOKEN: "a-token-of-a-user" };
const ADMIN = { ZITADEL_BASE_URL: "https://id.example.com", ZITADEL_ADMIN_TOKEN: "a-token-of-an-administrator" };

const NOTES: readonly (readonly [what: string, env: Env, notes: readonly string[]])[] = [
  ["the reference uses its own settings", { REFERENCE_PORT: "0", REQUEST_TIMEOUT_MS: "5", STRICT: "1" }, []],
  [
    "the reference has no rate limit and no projections",
    { MAX_REQUESTS_PER_SECOND: "5", PROJECTION_TIMEOUT_MS: "1" },
    ["PROJECTION_TIMEOUT_MS and MAX_REQUESTS_PER_SECOND have no effect on the target reference."],
  ],
  [
    "a mock has no port",
    { TARGET: "prism", REFERENCE_PORT: "1" },
    ["REFERENCE_PORT has no effect on the target prism."],
  ],
  [
    "a recording knows its release",
    { RECORDING: "x.json", TARGET: "recording", ZITADEL_VERSION: "4.0.0" },
    ["ZITADEL_VERSION has no effect on the target recording."],
  ],
  [
    "a named target leaves the settings of others unused",
    { ...ADMIN, TARGET: "reference", ZITADEL_CA: "no/such.pem", RECORDING: "x.json" },
    ["ZITADEL_BASE_URL, ZITADEL_ADMIN_TOKEN, ZITADEL_CA and RECORDING have no effect on the target reference."],
  ],
  [
    "an administrator uses issuer, projections and journal",
    { ...ADMIN, ZITADEL_ISSUER: "https://x", ZITADEL_SCOPE: "openid", PROVISIONING_JOURNAL: "j", REFERENCE_PORT: "1" },
    ["REFERENCE_PORT has no effect on the target live."],
  ],
  [
    "a token of a user needs neither issuer nor journal",
    { ...LIVE, ZITADEL_ISSUER: "https://x", PROVISIONING_JOURNAL: "j", ZITADEL_VERSION: "4.0.0" },
    ["ZITADEL_ISSUER and PROVISIONING_JOURNAL have no effect on a live run with ZITADEL_TOKEN."],
  ],
  [
    "client credentials of a user need an issuer, and no journal",
    {
      ...{ ZITADEL_BASE_URL: "https://id.example.com", ZITADEL_CLIENT_ID: "a", ZITADEL_CLIENT_SECRET: "b" },
      ...{ ZITADEL_ISSUER: "https://x", PROJECTION_TIMEOUT_MS: "1", PROVISIONING_JOURNAL: "j" },
    },
    ["PROVISIONING_JOURNAL has no effect on a live run without an administrator."],
  ],
  [
    "a proxy that is set for other programs is not mentioned",
    {
      HTTPS_PROXY: "socks5://x",
      HTTP_PROXY: "http://x",
      NO_PROXY: "*",
      http_proxy: "y",
      https_proxy: "y",
      no_proxy: "z",
    },
    [],
  ],
  ["an empty value is not set", { PROJECTION_TIMEOUT_MS: "", MAX_REQUESTS_PER_SECOND: "" }, []],
];

for (const [what, env, notes] of NOTES) {
  test(what, () => {
    assert.deepEqual(readSettings(env).notes, notes);
  });
}

const SLIPS = {
  MAX_REQUEST_PER_SECOND: "MAX_REQUESTS_PER_SECOND",
  MAX_REQUESTS_PER_SECONDS: "MAX_REQUESTS_PER_SECOND",
  max_requests_per_second: "MAX_REQUESTS_PER_SECOND",
  REQUEST_TIMEOUT: "REQUEST_TIMEOUT_MS",
  KNOWN_DEVIATION: "KNOWN_DEVIATIONS",
  ENVIROMENT: "ENVIRONMENT",
  ALLURE_RESULT_DIR: "ALLURE_RESULTS_DIR",
  RETRY_AFTER_LIMIT: "RETRY_AFTER_LIMIT_MS",
};

for (const [name, meant] of Object.entries(SLIPS)) {
  test(`${name} looks like ${meant}, and is only noted`, () => {
    assert.deepEqual(readSettings({ [name]: "secret" }).notes, [`${name} is not a setting: did you mean ${meant}?`]);
  });
}

test("variables of other programs are not treated as misspelt settings", () => {
  const names = [
    ...["PATH", "HOME", "CI", "TERM", "SHELL", "TARGETS", "TARGET_ENV", "STRICT_MODE", "PORT", "MAX_REQUESTS"],
    ...["ALL_PROXY", "FTP_PROXY", "ftp_proxy", "RECORDINGS", "NODE_ENV", "CI_ENVIRONMENT_NAME", "REQUEST_METHOD"],
    ...["CONFORMANCE_REPORTER", "CONFORMANCE_CONTEXT", "ALLURE_LAUNCH_NAME", "PLAYWRIGHT_BROWSERS_PATH", "TIMEOUT_MS"],
    ...["ZITADEL_IMAGE_TAG", "ZITADEL_SERVICE_HOST", "ZITADEL_SERVICE_PORT", "ZITADEL_SERVICE_PORT_HTTP_SERVER"],
    ...["ZITADEL_PORT", "ZITADEL_PORT_8080_TCP", "ZITADEL_PORT_8080_TCP_ADDR", "ZITADEL_LOGIN_PORT_3000_TCP_PROTO"],
  ];
  assert.deepEqual(readSettings(Object.fromEntries(names.map((name) => [name, "x"]))).notes, []);
});
