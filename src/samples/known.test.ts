import assert from "node:assert/strict";
import { test } from "node:test";
import { readKnownSampleDeviations, withKnown, type KnownSampleDeviation } from "./known.ts";
import { worstOf } from "./result.ts";
import { readSamples } from "./sample.ts";

const SAMPLE = { language: "java", variant: "OkHttp" };
const ENTRY: KnownSampleDeviation = {
  ...{ id: "KSD-900", ...SAMPLE, scenarios: ["success"] },
  ...{ seen: "must not have a body", reason: "It has one.", source: "https://example.org/1" },
};

test("a defect that appears as listed is known", () => {
  const result = { scenario: "success", verdict: "fail", reason: "it says: GET must not have a body" } as const;
  const { verdict, reason } = withKnown(result, SAMPLE, [ENTRY]);
  assert.equal(verdict, "known");
  assert.equal(reason, "KSD-900: It has one. (https://example.org/1)");
});

test("a different failure of a listed sample fails", () => {
  const result = { scenario: "success", verdict: "fail", reason: "it prints nothing" } as const;
  assert.deepEqual(withKnown(result, SAMPLE, [ENTRY]), result);
});

test("a listed defect that does not appear is stale", () => {
  assert.equal(withKnown({ scenario: "success", verdict: "pass" }, SAMPLE, [ENTRY]).verdict, "stale");
});

test("an entry excuses its own scenarios and variant only", () => {
  const other = { scenario: "redirect", verdict: "pass" } as const;
  assert.deepEqual(withKnown(other, SAMPLE, [ENTRY]), other);
  const pass = { scenario: "success", verdict: "pass" } as const;
  assert.deepEqual(withKnown(pass, { language: "java", variant: "Unirest" }, [ENTRY]), pass);
});

test("every entry of the list names an existing sample and has a unique id", () => {
  const list = readKnownSampleDeviations();
  assert.ok(list.length > 0, String(list.length));
  assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
  for (const { language, variant } of list) {
    assert.equal(
      readSamples().some((sample) => sample.language === language && sample.variant === variant),
      true,
    );
  }
});

test("the worst verdict counts", () => {
  assert.equal(worstOf([{ verdict: "pass" }, { verdict: "known" }]), "known");
  assert.equal(worstOf([{ verdict: "known" }, { verdict: "stale" }, { verdict: "fail" }]), "fail");
  assert.equal(worstOf([]), "skipped");
});
