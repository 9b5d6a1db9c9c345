import { SettingError } from "../errors.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { allureDirectory, resultsPath } from "../report/results-path.ts";
import { readSettings } from "./settings.ts";
import { ROWS, SETTINGS } from "./table.ts";

test("every default is a value of its kind", () => {
  const withDefault = ROWS.filter((row) => row.default !== undefined);
  assert.ok(withDefault.length > 5, String(withDefault.length));
  for (const { name, kind, default: value = "" } of withDefault) assert.ok("value" in kind.parse(value), name);
});

test("the table has the defaults that the report uses", () => {
  assert.equal(SETTINGS.CONFORMANCE_OUT.unset.startsWith(`\`${resultsPath({})}\`, `), true);
  assert.equal(resultsPath({}, 7), "results/shard-7.json");
  assert.equal(SETTINGS.ALLURE_RESULTS_DIR.unset, `\`${allureDirectory({})}\``);
});

test("every meaning is a sentence, and every kind has words", () => {
  for (const { name, meaning, kind } of ROWS) {
    assert.match(meaning, /^[A-Z].*\.$/, name);
    assert.notEqual(kind.words, "", name);
  }
});

/** A malformed value for each setting that has a form. */
const MALFORMED = {
  TARGET: "staging",
  ENVIRONMENT: "../up",
  ZITADEL_BASE_URL: "ftp://x",
  ZITADEL_VERSION: "four",
  ZITADEL_ADMIN_TOKEN: "a b",
  ZITADEL_TOKEN: "a b",
  ZITADEL_METADATA_KEY: "..",
  ZITADEL_METADATA_VALUE: "a-b",
  ZITADEL_OTHER_TOKEN: "a b",
  ZITADEL_ISSUER: "x",
  PROJECTION_TIMEOUT_MS: "long",
  MAX_REQUESTS_PER_SECOND: "fast",
  RETRY_AFTER_LIMIT_MS: "30s",
  REFERENCE_PORT: "70000",
  REQUEST_TIMEOUT_MS: "soon",
  KEEP_USERS: "yes",
  STRICT: "yes",
  EXPLORE_SEED: "luck",
  EXPLORE_SECONDS: "0",
  EXPLORE_COUNT: "many",
};

for (const [name, value] of Object.entries(MALFORMED)) {
  for (const target of ["reference", "prism", "recording"]) {
    test(`a malformed ${name} is an error against the target ${target}`, () => {
      const env = { TARGET: target, RECORDING: "x.json", [name]: value };
      assert.throws(
        () => readSettings(env),
        (error) => error instanceof SettingError && error.setting === name && error.message.startsWith(`${name} `),
      );
    });
  }
}

test("every setting without a malformed sample accepts any text", () => {
  for (const { name, kind } of ROWS) {
    if (!(name in MALFORMED)) assert.ok("value" in kind.parse("\u0000 any: text"), name);
  }
});
