import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderList } from "../../protocol/exchange.ts";
import { exchange } from "../../../tests/support/report-samples.ts";
import { headerObservations } from "./headers.ts";

function observed(...received: HeaderList): ReturnType<typeof headerObservations> {
  return headerObservations(exchange({ received }));
}

test("methods that a page may use in any case are nothing that a preflight's list can lose", () => {
  const name = "access-control-allow-methods";
  assert.deepEqual(observed([name, "GET, HEAD, POST"]), observed());
  assert.deepEqual(observed([name, "put, GET, POST"]), observed([name, "PUT"]));
  assert.notDeepEqual(observed([name, "PUT"]), observed());
});

test("the first item of X-Content-Type-Options counts, in any case", () => {
  const name = "x-content-type-options";
  assert.deepEqual(observed([name, "NoSniff"], [name, "nosniff"]), observed([name, "nosniff"]));
  assert.notDeepEqual(observed([name, "none"], [name, "nosniff"]), observed([name, "nosniff"]));
});

test("a date is the same in each form of HTTP dates", () => {
  const name = "sunset";
  const sent = observed([name, "Sun, 28 Feb 2027 23:59:59 GMT"]);
  assert.deepEqual(observed([name, "Sunday, 28-Feb-27 23:59:59 GMT"]), sent);
  assert.deepEqual(observed([name, "Sun Feb 28 23:59:59 2027"]), sent);
  assert.notDeepEqual(observed([name, "Sun, 28 Feb 2027 23:59:58 GMT"]), sent);
  assert.notDeepEqual(observed([name, "soon"]), observed([name, "later"]));
});

test("a date without a time zone is in UTC wherever the suite runs", () => {
  const { TZ } = process.env;
  try {
    process.env["TZ"] = "America/New_York";
    const sent = observed(["sunset", "Sun, 28 Feb 2027 23:59:59 GMT"]);
    assert.deepEqual(observed(["sunset", "Sun Feb 28 23:59:59 2027"]), sent);
  } finally {
    if (TZ === undefined) delete process.env["TZ"];
    else process.env["TZ"] = TZ;
  }
});

test("a text in none of the forms of HTTP dates stays as written", () => {
  const iso = "2027-02-28T23:59:59Z";
  assert.deepEqual(observed(["sunset", iso]), [{ kind: "header", name: "sunset", value: { kind: "text", text: iso } }]);
});

test("the coding identity is none", () => {
  const name = "content-encoding";
  assert.deepEqual(observed([name, "identity"]), observed());
  assert.notDeepEqual(observed([name, "identity, gzip"]), observed());
});

test("a coding is the same in either of its names and in any case, and another one is not", () => {
  const name = "content-encoding";
  assert.deepEqual(observed([name, "X-GZIP"]), observed([name, "gzip"]));
  assert.notDeepEqual(observed([name, "br"]), observed([name, "gzip"]));
});
