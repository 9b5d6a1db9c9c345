import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sameLengthConcealer } from "./same-length-concealer.ts";
import { tokenStandIn } from "./stand-in.ts";

const TOKEN = "pQ3-x8_Zt0LmV7+cR5/yB2nK9wJ6hG4fD1sA";
const STAND_IN = tokenStandIn("subject", TOKEN);
const PASSWORD = "a-password-of-a-proxy";

function concealerOf(origin: string): (text: string) => string {
  const concealer = sameLengthConcealer([{ name: "subject", token: TOKEN, standIn: STAND_IN }], [PASSWORD], [origin]);
  return (text) => concealer.text(text);
}

const conceal = concealerOf("http://10.0.0.5:8080");

test("what stands for a token has its length, its signs, and its A where a tampered one would differ", () => {
  assert.equal(STAND_IN, "sub-je_cttoken+oft/herecordingsubjeA");
  assert.equal(tokenStandIn("other", "xyzAA"), "othAA");
});

test("a token is replaced however it is written, and a part by the same part, in the same length", () => {
  const hex = (text: string, prefix: string): string =>
    [...text].map((character) => `${prefix}${character.charCodeAt(0).toString(16)}`).join("");
  const base64 = (text: string): string => Buffer.from(`with ${text}.`).toString("base64url");
  const writings = [
    (text: string) => text,
    encodeURIComponent,
    (text: string) => hex(text, "%"),
    (text: string) => hex(text, "\\u00"),
    base64,
    (text: string) => base64(base64(text)),
    (text: string) => encodeURIComponent(Buffer.from(text).toString("base64")),
  ];
  for (const write of writings) {
    for (const [from, to] of [[0], [0, -1], [0, -2], [9, 30]]) {
      assert.equal(
        conceal(`a ${write(TOKEN.slice(from, to))} b`),
        `a ${write(STAND_IN.slice(from, to))} b`,
        write(TOKEN.slice(from, to)),
      );
    }
  }
});

test("a token after the name of a parameter stays the stand-in, and anything else there is hidden", () => {
  assert.equal(conceal(`/x?access_token=${TOKEN}&y`), `/x?access_token=${STAND_IN}&y`);
  assert.equal(conceal("/x?access_token=another&y"), "/x?access_token=*******&y");
});

test("another secret is hidden in its length", () => {
  assert.equal(conceal(`a ${PASSWORD} b`), `a ${"*".repeat(PASSWORD.length)} b`);
});

test("the target's host becomes a name of the same length, and at another port stays private", () => {
  assert.equal(conceal("at http://10.0.0.5:8080/, 10.0.0.5."), "at http://ocalhost:8080/, ocalhost.");
  assert.equal(conceal("dial tcp 10.0.0.5:5432, 110.0.0.5, 10.0.0.55"), "dial tcp 10.0.0.0:5432, 110.0.0.5, 10.0.0.55");
  const named = concealerOf("https://id.corp.internal");
  assert.equal(named("id.corp.internal:443 id.corp.internal:5432"), "xxxxxxxlocalhost:443 xx.xxxx.internal:5432");
  assert.equal(concealerOf("https://id.example.com")("id.example.com:5432/id"), "xxxxxlocalhost:5432/id");
});

test("a text without a secret stays as it is, and every text keeps its length", () => {
  const part = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.constantFrom(TOKEN, TOKEN.slice(3), "10.0.0.5", "%", "\\u00"),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      assert.equal(conceal(parts.join("")).length, parts.join("").length);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String({ minLength: 20 })), (text) => {
      assert.equal(conceal(text), text);
    }),
  );
});
