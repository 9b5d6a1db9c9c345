import assert from "node:assert/strict";
import { test } from "node:test";
import { readers } from "../transports/index.ts";
import { answered } from "../../tests/support/answered.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import type { Evidence } from "../protocol/outcome.ts";
import { sameTwice } from "./relations.ts";

function success(body: unknown): Evidence {
  const headers = [["content-type", "application/json"]] as const;
  return readers.rest(answered("rest", { headers, body: new Uint8Array(Buffer.from(JSON.stringify(body))) }));
}

/** Where two successes differ. */
function differences(evidence: Evidence, second: Evidence): readonly string[] {
  const finding = sameTwice({
    ...ANY_CASE,
    ...{ kind: "pair", transport: "rest", evidence, second },
  });
  return "nothing" in finding ? [finding.nothing] : finding.map(({ where }) => where);
}

test("a success without metadata differs from one with them, whichever comes first, and two without do not", () => {
  const [whole, empty] = [success({ metadata: { key: "key1", value: "YQ==" } }), success({})];
  assert.deepEqual(differences(whole, whole), []);
  assert.deepEqual(differences(empty, empty), []);
  const both = ["/metadata/key", "/metadata/value"];
  assert.deepEqual(differences(whole, empty), both);
  assert.deepEqual(differences(empty, whole), both);
});
