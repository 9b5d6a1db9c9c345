import assert from "node:assert/strict";
import { test } from "node:test";
import { OPERATION } from "../../../contract/operation.ts";
import { openManaged } from "../../../../tests/support/management-client.ts";

test("metadata is written, found and removed, one by one and many at a time", async (t) => {
  const { client } = await openManaged(t);
  const id = await client.create("robot");
  const { token } = await client.issue(id);
  const value = (text: string): string => Buffer.from(text).toString("base64");
  await client.manage("POST", `/${id}/metadata/one`, { value: value("1") });
  const bulk = { metadata: ["a/b", "ünï😀"].map((key) => ({ key, value: value(key) })) };
  assert.equal((await client.manage("POST", `/${id}/metadata/_bulk`, bulk)).status, 200);
  for (const [key, text] of [
    ["one", "1"],
    ["a/b", "a/b"],
    ["ünï😀", "ünï😀"],
  ] as const) {
    assert.deepEqual(await client.read(token, key), [text, text, text]);
  }
  const search = async (content: unknown): Promise<unknown[]> => {
    const { json } = await client.manage("POST", `/${id}/metadata/_search`, content);
    return ((json["result"] ?? []) as { key: string }[]).map(({ key }) => key);
  };
  assert.deepEqual(await search({}), ["a/b", "one", "ünï😀"]);
  assert.deepEqual(await search({ queries: [{ keyQuery: { key: "A/", method: 3 } }] }), ["a/b"]);
  assert.equal((await client.manage("GET", `/${id}/metadata/a%2Fb`)).status, 200);
  const remove = async (keys: readonly string[]): Promise<number> =>
    (await client.manage("DELETE", `/${id}/metadata/_bulk`, { keys })).status;
  assert.equal(await remove(["one", "never"]), 404);
  assert.deepEqual(await client.read(token, "one"), ["1", "1", "1"]);
  assert.equal(await remove(["one", "a/b"]), 200);
  assert.equal(await remove([]), 400);
  assert.deepEqual(await client.read(token, "one"), [5, 5, 5]);
  assert.deepEqual(await search({}), ["ünï😀"]);
  assert.deepEqual((await client.manage("POST", "/1/metadata/_search", {})).json["result"], undefined);
});

const limits: readonly (readonly [title: string, key: string, value: string, status: number])[] = [
  ["the longest key, in code points", "😀".repeat(OPERATION.maxKeyLength), "YQ==", 200],
  ["a key too long", "😀".repeat(OPERATION.maxKeyLength + 1), "YQ==", 400],
  ["no key", "", "YQ==", 400],
  ["the longest value", "key", Buffer.alloc(OPERATION.maxValueLength).toString("base64"), 200],
  ["a value too long", "key", Buffer.alloc(OPERATION.maxValueLength + 1).toString("base64"), 400],
  ["no value", "key", "", 400],
  ["URL-safe base64 without padding", "key", "_-8", 200],
  ["base64 with a space", "key", "YQ ==", 400],
  ["base64 with too much padding", "key", "YWFh=", 400],
  ["base64 that ends too early", "key", "YWFhY", 400],
];

test("keys and values have the limits that the vendor's contract sets", async (t) => {
  const { client } = await openManaged(t);
  const id = await client.create("robot");
  for (const [title, key, value, status] of limits) {
    const single = await client.manage("POST", `/${id}/metadata/${encodeURIComponent(key)}`, { value });
    assert.equal(single.status, status, title);
    const bulk = await client.manage("POST", `/${id}/metadata/_bulk`, { metadata: [{ key, value }] });
    assert.equal(bulk.status, status, `${title}, in bulk`);
  }
});

test("a bulk write with one bad member writes nothing", async (t) => {
  const { client } = await openManaged(t);
  const id = await client.create("robot");
  const metadata = [
    { key: "good", value: "YQ==" },
    { key: "bad", value: "" },
  ];
  const { status, json } = await client.manage("POST", `/${id}/metadata/_bulk`, { metadata });
  assert.equal(status, 400);
  assert.match(
    String(json["message"]),
    /BulkSetUserMetadataRequest.Metadata\[1\]: embedded .* between 1 and 500000 bytes/,
  );
  assert.equal((await client.manage("GET", `/${id}/metadata/good`)).status, 404);
});
