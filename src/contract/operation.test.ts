import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { AuthService } from "@zitadel/proto/zitadel/auth_pb.js";
import { CONTRACT } from "./openapi.ts";
import { RequestSchema, ResponseSchema } from "./operation-messages.ts";
import { MADE_UP_RPCS, OPERATION, POINTERS } from "./operation.ts";

const SOURCES = fileURLToPath(new URL("..", import.meta.url));

/**
 * Folders that may spell the operation out: its own, the servers that act as the vendor, and the faults that change it.
 */
const MAY_SPELL = /^(contract|servers|mutation)\//;

/** Any spelling of the path, the RPC, its service, or a message. */
const SPELLED = /auth\/v1|zitadel\.auth|AuthService|GetMyMetadata|auth_pb/;

/** Comments may name it. */
const COMMENT = /^\s*(\/\*|\*|\/\/)/;

function spelledIn(text: string): string[] {
  return text.split("\n").filter((line) => SPELLED.test(line) && !COMMENT.test(line));
}

test("the operation is spelled out in one place", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !MAY_SPELL.test(file),
  );
  assert.ok(files.length > 100, `${String(files.length)} files`);
  const found = files.flatMap((file) =>
    spelledIn(readFileSync(join(SOURCES, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(found, [], "import it from src/contract/operation.ts or operation-messages.ts");
});

test("every spelling is found, and a comment is none", () => {
  for (const spelling of [OPERATION.userPath, OPERATION.rpcPath, OPERATION.service, OPERATION.operationId]) {
    assert.deepEqual(spelledIn(`a\nconst x = "${spelling}";\n// ${spelling}`), [`const x = "${spelling}";`]);
  }
});

test("the names are those of the published contracts", () => {
  const { getMyMetadata } = AuthService.method;
  assert.equal(OPERATION.service, AuthService.typeName);
  assert.equal(OPERATION.name, getMyMetadata.name);
  assert.equal(RequestSchema.typeName, getMyMetadata.input.typeName);
  assert.equal(ResponseSchema.typeName, getMyMetadata.output.typeName);
  assert.equal(CONTRACT.paths?.[OPERATION.pathTemplate]?.get?.operationId, OPERATION.operationId);
  const names = AuthService.methods.map(({ name }) => `/${AuthService.typeName}/${name}`);
  assert.equal(names.includes(OPERATION.rpcPath), true);
  for (const path of Object.values(MADE_UP_RPCS)) assert.ok(!names.includes(path), path);
});

test("the members are those of the documented message", () => {
  const [entry] = ResponseSchema.fields;
  const details = entry?.message?.fields.find(({ jsonName }) => `${POINTERS.entry}/${jsonName}` === POINTERS.details);
  const pointers = [
    POINTERS.entry,
    ...(entry?.message?.fields ?? []).map(({ jsonName }) => `${POINTERS.entry}/${jsonName}`),
    ...(details?.message?.fields ?? []).map(({ jsonName }) => `${POINTERS.details}/${jsonName}`),
  ];
  assert.deepEqual(Object.values(POINTERS).toSorted(), pointers.toSorted());
});
