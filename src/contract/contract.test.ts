import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createFileRegistry, fromBinary, type DescMessage } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import {
  GetMyMetadataRequestSchema as RequestSchema,
  GetMyMetadataResponseSchema as ResponseSchema,
} from "@zitadel/proto/zitadel/auth_pb.js";
import { messageSet } from "./message-set.ts";
import { CONTRACT } from "./openapi.ts";
import { MESSAGE_SET_FILE } from "./operation-messages.ts";
import { OPERATION } from "./operation.ts";
import { createAjv, validateError, validateSuccess } from "./schemas.ts";
import { standaloneFile, standaloneSchema } from "./standalone.ts";

/** The examples of the documentation. */
const success = {
  metadata: {
    details: {
      sequence: "2",
      creationDate: "2025-04-03T09:33:10.310Z",
      changeDate: "2025-04-03T09:33:10.310Z",
      resourceOwner: "69629023906488334",
    },
    key: "key1",
    value: "VGhpcyBpcyBteSBmaXJzdCB2YWx1ZQ==",
  },
};
const failure = { code: 0, message: "string", details: [{ "@type": "string" }] };

const operation = CONTRACT.paths?.[OPERATION.pathTemplate]?.get;

test("success and error are documented in all three media types", () => {
  for (const status of ["200", "default"] as const) {
    const response = operation?.responses[status];
    assert.ok(response !== undefined && "content" in response, "response is missing");
    assert.deepEqual(Object.keys(response.content ?? {}), [...OPERATION.mediaTypes]);
  }
});

test("both documented examples satisfy their schema", () => {
  assert.deepEqual(validateSuccess(success), []);
  assert.deepEqual(validateError(failure), []);
});

test("the documentation requires no member, and forbids none", () => {
  assert.deepEqual(validateSuccess({}), []);
  assert.deepEqual(validateError({}), []);
  assert.deepEqual(validateSuccess({ metadata: { added: 1, details: { added: [] } }, added: null }), []);
  assert.deepEqual(validateError({ added: true, details: [{ "@type": "a", id: "QUERY-1" }] }), []);
});

/** A wrong member, and its place. */
const wrong: readonly (readonly [pointer: string, value: unknown])[] = [
  ["/metadata", []],
  ["/metadata/key", 1],
  ["/metadata/value", 7],
  ["/metadata/value", "VGhpcw"],
  ["/metadata/value", "VGhp-w=="],
  ["/metadata/details", "x"],
  ["/metadata/details/sequence", 2],
  ["/metadata/details/sequence", "-1"],
  ["/metadata/details/sequence", "18446744073709551616"],
  ["/metadata/details/creationDate", 1743672790],
  ["/metadata/details/creationDate", "2025-04-03"],
  ["/metadata/details/changeDate", "2025-13-03T09:33:10Z"],
  ["/metadata/details/changeDate", {}],
  ["/metadata/details/resourceOwner", 69629023906488],
];

for (const [pointer, value] of wrong) {
  test(`a success is rejected for ${pointer} = ${JSON.stringify(value)}`, () => {
    assert.deepEqual(
      validateSuccess(put(success, pointer, value)).map((problem) => problem.pointer),
      [pointer],
    );
  });
}

const wrongErrors: readonly (readonly [pointer: string, value: unknown])[] = [
  ["/code", "5"],
  ["/code", 5.5],
  ["/code", 2 ** 31],
  ["/message", null],
  ["/details", {}],
  ["/details/0", "text"],
  ["/details/0/@type", 1],
];

for (const [pointer, value] of wrongErrors) {
  test(`an error is rejected for ${pointer} = ${JSON.stringify(value)}`, () => {
    const pointers = validateError(put(failure, pointer, value)).map((problem) => problem.pointer);
    assert.deepEqual([...new Set(pointers)], [pointer]);
  });
}

test("every documented field has a wrong value above", () => {
  const tried = new Set([...wrong, ...wrongErrors].map(([pointer]) => pointer.split("/").at(-1)));
  for (const schema of Object.values(CONTRACT.components?.schemas ?? {})) {
    for (const field of Object.keys(schema.properties ?? {})) assert.ok(tried.has(field), field);
  }
});

test("bodies that are no object are rejected", () => {
  for (const body of [null, [], "", 0]) {
    assert.equal(validateSuccess(body).length, 1);
    assert.equal(validateError(body).length, 1);
  }
});

test("a problem shows at most 60 characters of what was there", () => {
  const [problem] = validateSuccess({ metadata: { value: "!".repeat(10_000) } });
  assert.equal((problem?.actual.length ?? 0) <= 61, true);
});

test("an unknown format or keyword is an error, not a check that passes", () => {
  assert.throws(() => createAjv().compile({ type: "string", format: "uint128" }), /uint128/);
  assert.throws(() => createAjv().compile({ type: "string", fromat: "byte" }), /fromat/);
});

test("the standalone schemas are current (npm run schemas writes them)", () => {
  for (const status of ["200", "default"] as const) {
    const file = new URL(`../../schemas/${standaloneFile(status)}`, import.meta.url);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), standaloneSchema(status));
  }
});

/** A copy with one member replaced. */
function put(body: object, pointer: string, value: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  const path = pointer.slice(1).split("/");
  const last = path.pop() ?? "";
  let at = copy;
  for (const name of path) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return copy;
}

test("the RPC's messages for other programs are current (npm run schemas writes them), and complete", () => {
  const file = new URL(`../../schemas/${MESSAGE_SET_FILE}`, import.meta.url);
  assert.deepEqual(new Uint8Array(readFileSync(file)), messageSet());
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, messageSet()));
  const method = registry.getService(OPERATION.service)?.method["getMyMetadata"];
  assert.equal(method?.output.typeName, ResponseSchema.typeName);
  const members = (message: DescMessage | undefined): unknown =>
    message?.fields.map(({ name, number, message: inner }) => [name, number, members(inner)]);
  for (const schema of [RequestSchema, ResponseSchema])
    assert.deepEqual(members(registry.getMessage(schema.typeName)), members(schema));
});
