import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutCookie } from "./cookie.ts";

test("a cookie loses its value and keeps its attributes", () => {
  assert.equal(withoutCookie("Set-Cookie", "id=abc; Path=/; Secure"), "id={{cookie}}; Path=/; Secure");
  assert.equal(withoutCookie("set-cookie", "id=abc"), "id={{cookie}}");
});

test("a cookie that clears another one, and any other field, stays as it is", () => {
  assert.equal(withoutCookie("set-cookie", "id=; Max-Age=0"), "id=; Max-Age=0");
  assert.equal(withoutCookie("x-id", "id=abc; Path=/"), "id=abc; Path=/");
});

test("of a cookie with something to keep that alone is left", () => {
  assert.equal(withoutCookie("set-cookie", "id=a-token-b; Path=/", /token/), "id=token; Path=/");
  assert.equal(withoutCookie("set-cookie", "id=abc; Path=/", /token/), "id={{cookie}}; Path=/");
});
