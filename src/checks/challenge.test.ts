import assert from "node:assert/strict";
import { test } from "node:test";
import type { HeaderList } from "../protocol/exchange.ts";
import { readers } from "../transports/index.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import { exchange } from "../../tests/support/report-samples.ts";
import {
  challengeIsBearer,
  challengeIsThere,
  challengeNamesBadToken,
  challengeNamesNoError,
  parseChallenges,
} from "./challenge.ts";
import type { Check } from "./check.ts";

/** A field value, and its schemes with the names of their parameters. */
const wellFormed: readonly (readonly [string, Readonly<Record<string, readonly string[]>>])[] = [
  ["Bearer", { Bearer: [] }],
  ['Bearer realm="zitadel"', { Bearer: ["realm"] }],
  ['Bearer realm="a, b", error="invalid_token"', { Bearer: ["realm", "error"] }],
  ['bearer realm="a \\"quoted\\" word" , scope=openid', { bearer: ["realm", "scope"] }],
  ['Basic realm="x", Bearer error=invalid_token', { Basic: ["realm"], Bearer: ["error"] }],
  ["Negotiate YWJjZA==", { Negotiate: [] }],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
    { Newauth: ["realm", "type", "title"], Basic: ["realm"] },
  ],
];

for (const [value, expected] of wellFormed) {
  test(`well-formed challenge: ${value}`, () => {
    const parsed = parseChallenges(value) ?? [];
    assert.deepEqual(
      Object.fromEntries(parsed.map(({ scheme, parameters }) => [scheme, [...parameters.keys()]])),
      expected,
    );
  });
}

for (const value of [
  "",
  " ",
  "auth header missing",
  "Errors.Token.Invalid (AUTH-7fs1e)",
  "invalid auth header (AUTH-toLo1)",
  '"Bearer"',
  "Bearer realm=a b",
]) {
  test(`malformed challenge: ${JSON.stringify(value)}`, () => {
    assert.equal(parseChallenges(value), undefined);
  });
}

test("values of parameters are unquoted", () => {
  const [challenge] = parseChallenges('Bearer realm="a \\"b\\"", ERROR=invalid_token') ?? [];
  assert.equal(challenge?.parameters.get("realm"), 'a "b"');
  assert.equal(challenge.parameters.get("error"), "invalid_token");
});

/** The classes of what a check sees in a 401 with these fields. */
function seenBy(check: Check, ...headers: HeaderList): readonly string[] {
  const sent = exchange({});
  const finding = check({
    ...ANY_CASE,
    ...{ kind: "single", transport: "rest" },
    evidence: readers.rest({ ...sent, response: { ...sent.response, status: 401, headers } }),
  });
  return "nothing" in finding ? ["nothing"] : finding.map(({ seen }) => seen);
}

const OF_GATEWAY = ["www-authenticate", 'Bearer realm="gateway"'] as const;
const OF_SERVER = ["www-authenticate", 'Bearer realm="zitadel", error="invalid_token"'] as const;
const OTHER_ERROR = ["www-authenticate", 'Bearer error="invalid_request"'] as const;
const BARE = ["www-authenticate", "Bearer"] as const;

test("of several Bearer challenges any may have parameters and name the error, and none may name one that is not", () => {
  for (const headers of [
    [OF_GATEWAY, OF_SERVER],
    [OF_SERVER, OF_GATEWAY],
    [BARE, OF_SERVER],
  ]) {
    assert.deepEqual(seenBy(challengeIsBearer, ...headers), []);
    assert.deepEqual(seenBy(challengeNamesBadToken, ...headers), []);
    assert.deepEqual(seenBy(challengeNamesNoError, ...headers), ["invalid_token"]);
  }
  assert.deepEqual(seenBy(challengeIsBearer, BARE), ["bare"]);
  assert.deepEqual(seenBy(challengeNamesBadToken, OF_GATEWAY, OTHER_ERROR), ["invalid_request"]);
  assert.deepEqual(seenBy(challengeNamesBadToken, OF_GATEWAY), ["absent"]);
  assert.deepEqual(seenBy(challengeNamesNoError, OF_GATEWAY), []);
});

test("a challenge that Amazon API Gateway renamed is still the server's", () => {
  const renamed = (value: string) => ["x-amzn-remapped-www-authenticate", value] as const;
  assert.deepEqual(seenBy(challengeIsThere, renamed(OF_SERVER[1])), []);
  assert.deepEqual(seenBy(challengeNamesBadToken, renamed(OF_SERVER[1])), []);
  assert.deepEqual(seenBy(challengeIsThere, renamed("no challenge at all")), ["malformed"]);
  assert.deepEqual(seenBy(challengeIsThere), ["absent"]);
});
