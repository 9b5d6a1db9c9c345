import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderList } from "../protocol/exchange.ts";
import { allTests } from "../cases/tests.ts";
import { readers } from "../transports/index.ts";
import { exchange } from "../../tests/support/report-samples.ts";
import type { CheckInput } from "./check.ts";
import { nothingLeaks } from "./leak.ts";

function leaksIn(headers: HeaderList): readonly string[] {
  const sent = exchange({});
  const evidence = readers.rest({ ...sent, response: { ...sent.response, headers } });
  const [first] = allTests();
  assert.ok(first !== undefined, "there is a case");
  const input: CheckInput = {
    kind: "single",
    testCase: first.testCase,
    transport: "rest",
    expectation: { kind: "open" },
    key: "key1",
    storedState: { kind: "unknown" },
    evidence,
    latest: 0,
    clockIsKnown: true,
    secrets: ["a-secret-token"],
  };
  const finding = nothingLeaks(input);
  return "nothing" in finding ? ["nothing"] : finding.map(({ where, seen }) => `${where}: ${seen}`);
}

test("an internal address in a field is a leak, but not where a proxy names itself or the server behind it", () => {
  assert.deepEqual(leaksIn([["X-Backend", "10.42.0.17:5432"]]), ["x-backend: an internal address"]);
  for (const name of ["Via", "X-Upstream", "X-Upstream-Addr", "X-Envoy-Upstream-Host", "Forwarded", "X-Served-By"]) {
    assert.deepEqual(leaksIn([[name, "1.1 10.42.0.17:5432"]]), [], name);
  }
});

test("a token is a leak in every field", () => {
  assert.deepEqual(leaksIn([["Via", "1.1 a-secret-token"]]), ["answer: a token"]);
});
