import assert from "node:assert/strict";
import { test } from "node:test";
import { getOption } from "@bufbuild/protobuf";
import { http } from "@zitadel/proto/google/api/annotations_pb.js";
import { ManagementService } from "@zitadel/proto/zitadel/management_pb.js";
import { MANAGEMENT_ROUTES } from "./route-table.ts";
import { PROFILES } from "../profiles/profile.ts";
import { openManaged } from "../../../../tests/support/management-client.ts";

test("methods and paths are those of the vendor's protobuf contract", () => {
  for (const { method, path, operation } of MANAGEMENT_ROUTES) {
    const { pattern } = getOption(ManagementService.method[operation], http);
    assert.deepEqual([pattern.case?.toUpperCase(), pattern.value], [method, path], operation);
  }
});

test("a user without a role gets NOT_FOUND, and a bad token gets UNAUTHENTICATED", async (t) => {
  const { client, descriptor } = await openManaged(t);
  const { subject, other, expired, deactivated } = descriptor.tokens;
  for (const { method, path } of MANAGEMENT_ROUTES) {
    const place = `/management/v1${path.replaceAll(/\{\w+\}/g, "1")}`;
    const ask = async (token = ""): Promise<unknown[]> => {
      const { status, json } = await client.ask(method, place, undefined, { token });
      return [status, json["code"]];
    };
    assert.deepEqual(await ask(subject), [404, 5], place);
    assert.deepEqual(await ask(other), [404, 5], place);
    for (const bad of ["", expired, deactivated, "garbage"]) assert.deepEqual(await ask(bad), [401, 16], place);
  }
});

test("a user is created, shown, deactivated, reactivated and removed", async (t) => {
  const { client } = await openManaged(t);
  const about = { userName: "Robot", name: "The robot", description: "for tests" };
  const created = await client.manage("POST", "/machine", about, { httpVersion: "2.0" });
  const id = String(created.json["userId"]);
  const { user } = (await client.manage("GET", `/${id}`)).json as { user: Record<string, unknown> };
  const { details, ...shown } = user;
  assert.deepEqual(shown, {
    id,
    state: "USER_STATE_ACTIVE",
    userName: "Robot",
    loginNames: ["Robot"],
    preferredLoginName: "Robot",
    machine: { name: "The robot", description: "for tests" },
  });
  assert.equal((details as Record<string, unknown>)["sequence"], "1");
  const state = async (): Promise<unknown> =>
    ((await client.manage("GET", `/${id}`)).json["user"] as Record<string, unknown>)["state"];
  const code = async (method: string, path: string): Promise<unknown[]> => {
    const { status, json } = await client.manage(method, path);
    return [status, json["code"]];
  };
  assert.deepEqual(await code("POST", `/${id}/_reactivate`), [400, 9]);
  assert.deepEqual(await code("POST", `/${id}/_deactivate`), [200, undefined]);
  assert.equal(await state(), "USER_STATE_INACTIVE");
  assert.deepEqual(await code("POST", `/${id}/_deactivate`), [400, 9]);
  assert.deepEqual(await code("POST", `/${id}/_reactivate`), [200, undefined]);
  assert.equal(await state(), "USER_STATE_ACTIVE");
  assert.deepEqual(await code("DELETE", `/${id}`), [200, undefined]);
  for (const gone of ["DELETE", "GET"]) assert.deepEqual(await code(gone, `/${id}`), [404, 5]);
  assert.deepEqual(await code("POST", `/${id}/_deactivate`), [404, 5]);
});

test("names are unique regardless of case, and so are ids", async (t) => {
  const { client } = await openManaged(t);
  const create = async (content: unknown): Promise<unknown[]> => {
    const { status, json } = await client.manage("POST", "/machine", content);
    return [status, json["code"] ?? json["userId"]];
  };
  assert.deepEqual(await create({ userName: "robot", name: "x", userId: "own-id" }), [200, "own-id"]);
  assert.deepEqual(await create({ userName: "ROBOT", name: "x" }), [409, 6]);
  assert.deepEqual(await create({ userName: "other", name: "x", userId: "own-id" }), [409, 6]);
  assert.deepEqual(await create({ userName: "other", name: "x", accessTokenType: "ACCESS_TOKEN_TYPE_JWT" }), [501, 12]);
});

const searches: readonly (readonly [method: string, userName: string, found: readonly string[]])[] = [
  ["TEXT_QUERY_METHOD_EQUALS", "Run-One", ["Run-One"]],
  ["TEXT_QUERY_METHOD_EQUALS", "run-one", []],
  ["TEXT_QUERY_METHOD_EQUALS_IGNORE_CASE", "run-one", ["Run-One"]],
  ["TEXT_QUERY_METHOD_STARTS_WITH", "Run-", ["Run-One", "Run-Two"]],
  ["TEXT_QUERY_METHOD_STARTS_WITH", "run-", []],
  ["TEXT_QUERY_METHOD_STARTS_WITH_IGNORE_CASE", "run-", ["Run-One", "Run-Two"]],
  ["TEXT_QUERY_METHOD_CONTAINS", "n-T", ["Run-Two"]],
  ["TEXT_QUERY_METHOD_CONTAINS", "n-t", []],
  ["TEXT_QUERY_METHOD_CONTAINS_IGNORE_CASE", "n-t", ["Run-Two"]],
  ["TEXT_QUERY_METHOD_ENDS_WITH", "Two", ["Run-Two"]],
  ["TEXT_QUERY_METHOD_ENDS_WITH", "two", []],
  ["TEXT_QUERY_METHOD_ENDS_WITH_IGNORE_CASE", "two", ["Run-Two"]],
];

test("users are found by name, and an empty result is absent", async (t) => {
  const { client } = await openManaged(t);
  for (const name of ["Run-One", "Run-Two"]) await client.create(name);
  for (const [method, userName, names] of searches) {
    const { json } = await client.manage("POST", "/_search", { queries: [{ userNameQuery: { userName, method } }] });
    const { result, details } = json as { result?: { userName: string }[]; details: Record<string, unknown> };
    assert.deepEqual(result?.map((user) => user.userName) ?? [], names, `${method} ${userName}`);
    assert.equal(details["totalResult"], names.length === 0 ? undefined : String(names.length));
    assert.equal("result" in json, names.length > 0);
  }
});

test("a page is a part of the results, every query counts, and unsupported queries are refused", async (t) => {
  const { client } = await openManaged(t);
  for (const name of ["run-1", "run-2", "run-3"]) await client.create(name);
  const byName = (userName: string): unknown => ({
    userNameQuery: { userName, method: "TEXT_QUERY_METHOD_CONTAINS" },
  });
  const search = async (content: unknown): Promise<unknown> => {
    const { status, json } = await client.manage("POST", "/_search", content);
    const { result = [] } = json as { result?: { userName: string }[] };
    return status === 200 ? result.map(({ userName }) => userName) : status;
  };
  assert.deepEqual(await search({ query: { offset: "1", limit: 1 }, queries: [byName("run-")] }), ["run-2"]);
  assert.deepEqual(await search({ queries: [byName("run-"), byName("3")] }), ["run-3"]);
  assert.equal(await search({ queries: [{ firstNameQuery: { firstName: "x" } }] }), 501);
  assert.equal(await search({ sortingColumn: "USER_FIELD_NAME_USER_NAME" }), 501);
  assert.equal(await search({ queries: [{ userNameQuery: { userName: "x", method: 99 } }] }), 400);
});

const malformed: readonly (readonly [title: string, content: string | Buffer, status: number])[] = [
  ["no JSON", "{", 400],
  ["a list", "[]", 400],
  ["no UTF-8", Buffer.from(`{"userName":"\xff","name":"x"}`, "latin1"), 400],
  ["a number for a text", `{"userName":1,"name":"x"}`, 400],
  ["members that are not known", `{"userName":"known","name":"x","colour":"red"}`, 200],
  ["names as in the protobuf contract", `{"user_name":"proto","name":"x"}`, 200],
  ["more than any request needs", `{"userName":"${"x".repeat(1_100_000)}"}`, 413],
];

test("a malformed request is refused before authentication", async (t) => {
  const { client } = await openManaged(t);
  for (const [title, content, status] of malformed) {
    assert.equal((await client.manage("POST", "/machine", content)).status, status, title);
    const anonymous = (await client.manage("POST", "/machine", content, { token: "" })).status;
    assert.equal(anonymous, status === 200 ? 401 : status, title);
  }
});

test("an unsupported method is refused with Allow, and the path overrides the content", async (t) => {
  const { client } = await openManaged(t);
  const id = await client.create("robot");
  const put = await client.manage("PUT", `/${id}`);
  assert.deepEqual([put.status, put.headers.get("allow")], [405, "GET, DELETE, HEAD, OPTIONS"]);
  const options = await client.manage("OPTIONS", `/${id}/secret`);
  assert.deepEqual([options.status, options.headers.get("allow")], [204, "PUT, OPTIONS"]);
  assert.deepEqual((await client.manage("HEAD", `/${id}`)).json, {});
  assert.equal((await client.manage("GET", "/a/b/c/d/e")).status, 404);
  assert.equal((await client.manage("GET", "/%ff")).status, 400);
  assert.equal((await client.manage("GET", `/${id}`, "not JSON, and ignored")).status, 200);
  const other = await client.create("other");
  await client.manage("POST", `/${id}/metadata/key`, { id: other, key: "another", value: "YQ==" });
  assert.equal((await client.manage("GET", `/${id}/metadata/key`)).status, 200);
  assert.equal((await client.manage("GET", `/${other}/metadata/another`)).status, 404);
});

test("giving something to a missing user is refused, and so is taking it away", async (t) => {
  const { client } = await openManaged(t);
  const answers = await Promise.all([
    client.manage("POST", "/1/pats", {}),
    client.manage("POST", "/1/keys", { type: "KEY_TYPE_JSON" }),
    client.manage("PUT", "/1/secret", {}),
    client.manage("POST", "/1/metadata/_bulk", { metadata: [{ key: "k", value: "YQ==" }] }),
    client.manage("DELETE", "/1/metadata/k"),
    client.manage("DELETE", "/1/pats/2"),
    client.manage("DELETE", "/1/keys/2"),
  ]);
  const codes = answers.map(({ status, json }) => `${String(status)} ${String(json["code"])}`);
  assert.deepEqual(codes, [...Array<string>(5).fill("400 9"), "404 5", "404 5"]);
});

test("under a profile the vendor's gateway decides before anything is written", async (t) => {
  const { client, server } = await openManaged(t);
  const id = await client.create("robot");
  for (const { name, behaviours } of PROFILES) {
    server.setBehaviours(behaviours);
    const write = async (method: string, key: string): Promise<number> =>
      (await client.manage(method, `/${id}/metadata/${key}`, { value: "YQ==" })).status;
    assert.equal(await write("POST", "a%2Fb"), 404, name);
    assert.equal(await write("POST", "%C3%BC"), 500, name);
    assert.equal(await write("PUT", "key"), 405, name);
    assert.equal((await client.manage("HEAD", `/${id}`)).status, 405, name);
    assert.equal((await client.manage("GET", "/a/b/c/d/e")).status, 404, name);
    const { json } = await client.manage("POST", `/${id}/metadata/_search`, {});
    assert.equal(json["result"], undefined, name);
  }
});
