import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CONTRACT } from "../../../contract/openapi.ts";
import { createAjv } from "../../../contract/schemas.ts";
import { assertOneRow } from "../../../../tests/support/contract-rows.ts";
import { sidesOf } from "../../../report/drift/values.ts";
import { compareContracts } from "./compare.ts";
import { reduceOpenApi2 } from "./openapi2.ts";
import { reduceOpenApi3 } from "./openapi3.ts";
import { compareWithPinned, pinnedContract } from "./pinned.ts";
import type { SchemaSnapshot } from "./snapshot.ts";
import {
  edited,
  OPERATION_POINTER as OP,
  PUBLISHED_RELEASES,
  publishedBy,
  reduced,
  wellReduced,
  type Document,
  type Edits,
} from "../../../../tests/support/contract-documents.ts";

const pinnedDocument = CONTRACT as unknown as Document;
const PINNED_OP = "/paths/~1auth~1v1~1users~1me~1metadata~1{key}/get";
const validate = createAjv().compile(
  JSON.parse(
    readFileSync(new URL("../../../../schemas/contract-snapshot.schema.json", import.meta.url), "utf8"),
  ) as object,
);

/** The reduced schema of the 200 of a document whose 200 refers to the definition `Root`. */
function schemaWith(definitions: object): SchemaSnapshot | undefined {
  const edits = {
    "/definitions": definitions,
    [`${OP}/responses`]: { 200: { schema: { $ref: "#/definitions/Root" } } },
  };
  return reduced(edited(publishedBy("4.0.0"), edits)).operation?.responses["200"]?.schema;
}

for (const release of PUBLISHED_RELEASES) {
  test(`${release} publishes what this suite is pinned to, and the scope that a bearer scheme cannot say`, () => {
    assertOneRow(
      compareWithPinned(reduced(publishedBy(release))),
      "DRIFT-0766",
      "scopes of bearer: none -> openid at /operation/security/bearer",
    );
  });
}

test("both recorded releases publish the same contract of this operation", () => {
  const [old, now] = PUBLISHED_RELEASES.map((release) => reduced(publishedBy(release)));
  assert.ok(old !== undefined && now !== undefined, "old or now is missing");
  assert.deepEqual(compareContracts(old, now), []);
  assert.equal(JSON.stringify(old), JSON.stringify(now));
});

test("snapshots are small, fit their schema, and contain no prose of a document", () => {
  const snapshots = [pinnedContract(), ...PUBLISHED_RELEASES.map((release) => reduced(publishedBy(release)))];
  for (const snapshot of snapshots) {
    assert.ok(validate(snapshot), JSON.stringify(validate.errors));
    const text = JSON.stringify(snapshot);
    assert.ok(text.length < 2000, String(text.length));
    assert.doesNotMatch(text, / /);
  }
  assert.equal(validate({ operation: null }), true);
  assert.equal(validate({ operation: { ...pinnedContract().operation, description: "a sentence" } }), false);
});

const described = { description: "Some words.", title: "Words", example: "x" };

/** Different ways to write the same contract in OpenAPI 2. */
const HARMLESS_2: Readonly<Record<string, Edits>> = {
  "sentences and examples": {
    [`${OP}/summary`]: "Words.",
    "/definitions/v1ObjectDetails/properties/sequence": { type: "string", format: "uint64", ...described },
  },
  "media types of the operation's own, in another order and case": {
    "/produces": ["text/html"],
    [`${OP}/produces`]: ["application/grpc-web+proto", "APPLICATION/JSON ; charset=utf-8", "application/grpc"],
  },
  "security of the operation's own": { "/security": [], [`${OP}/security`]: [{ OAuth2: ["openid"] }] },
  "a base path with a slash at its end": { "/basePath": "/auth/v1/" },
  "no base path": {
    "/basePath": undefined,
    "/paths": { "/auth/v1/users/me/metadata/{key}": pathItem() },
  },
  "parameters of the path": {
    "/paths/~1users~1me~1metadata~1{key}/parameters": [{ name: "key", in: "path", required: true, type: "string" }],
    [`${OP}/parameters`]: [],
  },
  "a parameter by reference": {
    "/parameters": { theKey: { name: "key", in: "path", required: true, type: "string" } },
    [`${OP}/parameters/0`]: { $ref: "#/parameters/theKey" },
  },
  "a response by reference": {
    "/responses": { "an/error": { schema: { $ref: "#/definitions/rpcStatus" } } },
    [`${OP}/responses/default`]: { $ref: "#/responses/an~1error" },
  },
  "a reference wrapped in allOf": {
    "/definitions/v1GetMyMetadataResponse/properties/metadata": {
      allOf: [{ $ref: "#/definitions/metadatav1Metadata" }],
      ...described,
    },
  },
  "a definition written in place": {
    "/definitions/rpcStatus/properties/details/items": { properties: { "@type": { type: "string" } } },
  },
  "additional members, allowed explicitly or by default": {
    "/definitions/rpcStatus/additionalProperties": true,
    "/definitions/v1ObjectDetails/additionalProperties": {},
  },
  "the extension of a tool": { [`${OP}/x-order`]: 7, [`${OP}/responses/x-note`]: "words" },
};

function pathItem(): unknown {
  return (publishedBy("4.0.0")["paths"] as Document)["/users/me/metadata/{key}"];
}

for (const [way, edits] of Object.entries(HARMLESS_2)) {
  test(`the same contract with ${way} (OpenAPI 2)`, () => {
    const base = publishedBy("4.0.0");
    assert.deepEqual(reduced(edited(base, edits)), reduced(base));
  });
}

/** Different ways to write the same contract in OpenAPI 3. */
const HARMLESS_3: Readonly<Record<string, Edits>> = {
  "version 3.0": { "/openapi": "3.0.3" },
  "the base path in its server": {
    "/servers": [{ url: "https://{domain}/auth/v1/" }, { url: "https://other.example" }],
    "/paths": { "/users/me/metadata/{key}": { get: CONTRACT.paths?.["/auth/v1/users/me/metadata/{key}"]?.get } },
  },
  "a list of one type": { "/components/schemas/UserMetadata/properties/key/type": ["string"] },
  "base64 by its encoding": {
    "/components/schemas/UserMetadata/properties/value": { type: "string", contentEncoding: "base64" },
  },
  "a parameter's type in its content": {
    [`${PINNED_OP}/parameters/0/schema`]: undefined,
    [`${PINNED_OP}/parameters/0/content`]: { "text/plain": { schema: { type: "string" } } },
  },
  "the name of its scheme in another case": {
    "/components/securitySchemes/bearer": { type: "http", scheme: "Bearer", bearerFormat: "opaque" },
  },
};

for (const [way, edits] of Object.entries(HARMLESS_3)) {
  test(`the same contract with ${way} (OpenAPI 3)`, () => {
    assert.deepEqual(wellReduced(reduceOpenApi3(edited(pinnedDocument, edits))), pinnedContract());
  });
}

test("an OpenAPI 3 document has a body, null and a deprecated reference", () => {
  const edits = {
    [`${PINNED_OP}/requestBody`]: { required: true, content: { "application/json": { schema: { type: "object" } } } },
    "/components/schemas/UserMetadata/properties/key": { type: ["string", "null"] },
    "/components/schemas/UserMetadata/properties/details/deprecated": true,
  };
  const rows = compareWithPinned(wellReduced(reduceOpenApi3(edited(pinnedDocument, edits))));
  assert.deepEqual(
    rows.map((row) => {
      const sides = sidesOf(row);
      return `${row.rule} ${row.subject}: ${sides.old} -> ${sides.new}`;
    }),
    [
      "DRIFT-0711 parameter body: absent -> required object in body",
      "DRIFT-0743 type of member key: string -> null|string",
      "DRIFT-0702 member details: not deprecated -> deprecated",
    ],
  );
});

test("an operation is found by its id, or else by its path", () => {
  const renamed = edited(publishedBy("4.0.0"), { [`${OP}/operationId`]: "Other" });
  assert.equal(reduced(renamed).operation?.id, "Other");
  const withoutId = edited(publishedBy("4.0.0"), { [`${OP}/operationId`]: undefined });
  assert.equal(reduced(withoutId).operation?.path, "/auth/v1/users/me/metadata/{key}");
});

test("a schema that contains itself is followed once", () => {
  const node = { type: "object", properties: { next: { $ref: "#/definitions/Root" }, id: { type: "string" } } };
  assert.deepEqual(schemaWith({ Root: node }), {
    type: "object",
    members: { id: { type: "string" }, next: { recursive: true } },
  });
});

test("a sentence in place of a permission is not stored", () => {
  const edits = { [`${OP}/x-permission`]: ["user.read", "You need the permission to read."] };
  assert.deepEqual(reduced(edited(publishedBy("4.0.0"), edits)).operation?.permissions, ["user.read"]);
});

/** Each definition refers twice to the next: 2^40 schemas if followed. */
const doubling = Object.fromEntries(
  Array.from({ length: 40 }, (_, at) => {
    const next = { $ref: `#/definitions/D${String(at + 1)}` };
    return [`D${String(at)}`, { properties: { a: next, b: next } }];
  }),
);

/** Schemas nested five thousand deep. */
const deep = JSON.parse(`${'{"items":'.repeat(5000)}{}${"}".repeat(5000)}`) as object;

const UNREADABLE: readonly (readonly [what: string, document: unknown, problem: RegExp])[] = [
  ["no object", [], /^is no JSON object$/],
  ["OpenAPI 3", { openapi: "3.1.0", paths: {} }, /^is no OpenAPI 2\.0$/],
  ["no paths", { swagger: "2.0" }, /^has no member paths$/],
  [
    "a reference to nothing",
    { [`${OP}/responses/200`]: { $ref: "#/responses/none" } },
    /"#\/responses\/none", which it does not have/,
  ],
  [
    "a reference to a member that every object has",
    { [`${OP}/responses/200`]: { $ref: "#/constructor" } },
    /does not have/,
  ],
  [
    "a reference to another document",
    { [`${OP}/responses/200`]: { $ref: "other.json" } },
    /"other.json", which is outside of it/,
  ],
  [
    "a reference to itself",
    { "/responses": { a: { $ref: "#/responses/a" } }, [`${OP}/responses/200`]: { $ref: "#/responses/a" } },
    /from "#\/responses\/a" to itself/,
  ],
  [
    "schemas without end",
    {
      "/definitions": { ...doubling, D40: {} },
      [`${OP}/responses`]: { 200: { schema: { $ref: "#/definitions/D0" } } },
    },
    /more than 1000 schemas/,
  ],
  ["schemas without bottom", { [`${OP}/responses`]: { 200: { schema: deep } } }, /more than 1000 schemas/],
];

for (const [what, given, problem] of UNREADABLE) {
  test(`a document with ${what} has a problem, not an error`, () => {
    const isEdit = Object.keys(given as object).some((name) => name.startsWith("/"));
    const result = reduceOpenApi2(isEdit ? edited(publishedBy("4.0.0"), given as Edits) : given);
    assert.ok("problem" in result, "no problem");
    assert.match(result.problem, problem);
  });
}

test("an OpenAPI 3 document is distinguished from another", () => {
  assert.deepEqual(reduceOpenApi3({ swagger: "2.0", paths: {} }), { problem: "is no OpenAPI 3" });
});
