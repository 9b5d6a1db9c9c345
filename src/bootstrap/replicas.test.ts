import assert from "node:assert/strict";
import { test } from "node:test";
import { readers } from "../transports/index.ts";
import { exchange } from "../../tests/support/report-samples.ts";
import { whyMixed } from "./replicas.ts";

const answered = (status: number) => {
  const sample = exchange({});
  return readers.rest({ ...sample, response: { ...sample.response, status } });
};
const [good, bad] = [answered(200), answered(500)];
const URL = "https://id.example.com";

test("answers of one shape are one release", () => {
  assert.equal(whyMixed(URL, [["for the key", [good, good, good, good]]]), undefined);
});

test("one odd answer to one request is a mistake for the cases to judge", () => {
  assert.equal(whyMixed(URL, [["for the key", [good, bad, good, good]]]), undefined);
});

test("two ways of answering one request, or odd answers to two requests, are two releases", () => {
  const sentence = /^https:\/\/id\.example\.com is a mixed deployment: the same request for the key was answered /;
  assert.match(whyMixed(URL, [["for the key", [good, bad, good, bad]]]) ?? "", sentence);
  const once = [good, bad, good, good];
  assert.match(
    whyMixed(URL, [
      ["for the key", once],
      ["without a token", once],
    ]) ?? "",
    sentence,
  );
});
