import assert from "node:assert/strict";
import { test } from "node:test";
import { parseChallenges } from "./challenge.ts";

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
