import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderList } from "../protocol/exchange.ts";
import { readers } from "../transports/index.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import { exchange } from "../../tests/support/report-samples.ts";
import { nothingLeaks } from "./leak.ts";

/** What leaks in the fields of an answer, or in the text of an error, of a target at an address. */
function leaksIn(headers: HeaderList, text?: string, address = "10.0.0.5:8080"): readonly string[] {
  const sent = exchange({});
  const body = new Uint8Array(Buffer.from(JSON.stringify({ code: 5, message: text })));
  const error = text === undefined ? {} : { status: 404, body };
  const evidence = readers.rest({ ...sent, response: { ...sent.response, ...error, headers } });
  const finding = nothingLeaks({
    ...ANY_CASE,
    ...{ kind: "single", transport: "rest", evidence, secrets: ["a-secret-token"], address },
  });
  return "nothing" in finding ? ["nothing"] : finding.map(({ where, seen }) => `${where}: ${seen}`);
}

test("an internal address in a field is a leak, but not where a proxy names itself or the server behind it", () => {
  assert.deepEqual(leaksIn([["X-Backend", "10.42.0.17:5432"]]), ["x-backend: an internal address"]);
  for (const name of [
    "Via",
    "X-Upstream",
    "X-Upstream-Addr",
    "X-Envoy-Upstream-Host",
    "Forwarded",
    "X-Served-By",
    "Proxy-Status",
  ]) {
    assert.deepEqual(leaksIn([[name, "1.1 10.42.0.17:5432"]]), [], name);
  }
});

test("a token is a leak in every field", () => {
  assert.deepEqual(leaksIn([["Via", "1.1 a-secret-token"]]), ["answer: a token"]);
});

test("the address by which the client came is no leak, and another port or host is one", () => {
  for (const realm of ["http://10.0.0.5:8080/", "10.0.0.5", "https://10.0.0.5.", "http%3A%2F%2F10.0.0.5%3A8080%2F"]) {
    assert.deepEqual(leaksIn([["WWW-Authenticate", `Bearer realm="${realm}"`]]), [], realm);
  }
  for (const other of [
    "10.0.0.5:5432",
    "%2F10.0.0.5%3A5432",
    "10.0.0.55",
    "10.0.0.6:8080",
    "110.0.0.5:8080, 10.1.1.1",
    "10.0.0.5:80801",
  ]) {
    assert.deepEqual(leaksIn([["X-Backend", other]]), ["x-backend: an internal address"], other);
  }
});

test("an address without a port has the default one", () => {
  const seen = (place: string): readonly string[] => leaksIn([["X-Origin", place]], undefined, "10.0.0.5");
  for (const own of ["10.0.0.5", "http://10.0.0.5:80/", "https://10.0.0.5:443"]) assert.deepEqual(seen(own), [], own);
  assert.deepEqual(seen("10.0.0.5:8080"), ["x-origin: an internal address"]);
});

test("a statement of SQL is a leak in any spelling, and words for people are none", () => {
  const statements = [
    "ERROR: SELECT value FROM projections.user_metadata",
    "select value, key from projections.user_metadata5 as m where key = $1",
    'Insert into "users" (id)',
    "update users set name = 1",
    "delete from eventstore.events2 where id = 1",
    "sqlstate 42P01",
  ];
  for (const statement of statements) assert.deepEqual(leaksIn([], statement), ["answer: SQL"], statement);
  const texts = [
    "Select another key from those of your user",
    "Update the token and set a new one",
    "You cannot delete from this list",
    "Insert into the path a key",
  ];
  for (const text of texts) assert.deepEqual(leaksIn([], text), [], text);
});
