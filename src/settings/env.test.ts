import { SettingError } from "../errors.ts";
import assert from "node:assert/strict";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadEnv } from "./env.ts";
import { readSettings } from "./settings.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = scratchFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("a .env file adds settings, and the environment outranks it", () => {
  const folder = folderWith({ ".env": "STRICT=1\nTARGET=prism\n" });
  const env = loadEnv(folder, { TARGET: "reference" });
  assert.deepEqual(env, { TARGET: "reference", STRICT: "1" });
  assert.equal(process.env["STRICT"], undefined);
});

test("a missing .env file adds nothing", () => {
  assert.deepEqual(loadEnv("no/such/folder", {}), {});
});

test("a settings file that links to nothing does not go unnoticed", () => {
  for (const [name, env] of [
    [".env", {}],
    [".env.staging", { ENVIRONMENT: "staging", ZITADEL_BASE_URL: "http://staging" }],
  ] as const) {
    const folder = scratchFolder();
    symlinkSync(join(folder, "nowhere"), join(folder, name));
    assert.throws(
      () => loadEnv(folder, env),
      /\.env\S* cannot be read \(ENOENT\): make it a readable file, or remove it\.$/,
    );
  }
});

test("the file of an environment outranks .env, and the environment outranks both", () => {
  const folder = folderWith({
    ".env": "ZITADEL_BASE_URL=http://production\nSTRICT=1\nTARGET=live\n",
    ".env.staging": "ZITADEL_BASE_URL=http://staging\nZITADEL_TOKEN=of-staging\nTARGET=prism\n",
  });
  const env = loadEnv(folder, { ENVIRONMENT: "staging", TARGET: "live" });
  const settings = readSettings(env);
  assert.equal(settings.environment, "staging");
  assert.equal(settings.strict, true);
  assert.equal(settings.target.kind === "live" && settings.target.baseUrl, "http://staging");
});

test("an unknown environment never falls back to .env", () => {
  const folder = folderWith({ ".env": "ZITADEL_BASE_URL=http://production\n" });
  assert.throws(() => loadEnv(folder, { ENVIRONMENT: "stagin" }), /no file \.env\.stagin: write one/);
  assert.throws(() => loadEnv(folder, { ENVIRONMENT: "../up" }), /ENVIRONMENT is "\.\.\/up": set it to a name/);
  const inCi = loadEnv(folder, { ENVIRONMENT: "staging", ZITADEL_BASE_URL: "http://staging" });
  assert.equal(inCi["ZITADEL_BASE_URL"], "http://staging");
});

test("a file cannot name the environment or the configuration, which are read before it", () => {
  for (const line of ["ENVIRONMENT=staging", "CONFORMANCE_CONFIG=own.mjs"]) {
    const [name = ""] = line.split("=");
    const folder = folderWith({ ".env": `${line}\n`, ".env.staging": "" });
    assert.throws(
      () => loadEnv(folder, {}),
      (error: Error) => error instanceof SettingError && error.message.startsWith(`${name} has no effect in ${folder}`),
    );
    assert.equal(loadEnv(folder, { [name]: "staging" })[name], "staging");
    const empty = folderWith({ ".env": `${name}=\n` });
    assert.equal(loadEnv(empty, {})[name], "");
  }
});

test(".env.example sets nothing by itself", () => {
  const folder = folderWith({ ".env": readFileSync(".env.example", "utf8") });
  assert.deepEqual(readSettings(loadEnv(folder, {})), readSettings({}));
});
