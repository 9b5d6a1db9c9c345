import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createRedactor } from "./redact.ts";
import { plainly } from "../util/written.ts";
import { exchangesText } from "./exchange-text.ts";
import { SHOWN_BYTES, showBytes } from "./show-bytes.ts";
import { exchange, TOKEN } from "../../tests/support/report-samples.ts";

const redactor = createRedactor([TOKEN]);

test("an Authorization field keeps its scheme, whatever its case, and nothing else", () => {
  assert.equal(redactor.field("Authorization", `Bearer ${TOKEN}`), "Bearer ***");
  assert.equal(redactor.field("authorization", `bearer  ${TOKEN}`), "bearer ***");
  assert.equal(redactor.field("authorization", "Basic dTpw"), "Basic ***");
  assert.equal(redactor.field("authorization", TOKEN), "***");
  assert.equal(redactor.field("authorization", "unheard-of value"), "***");
});

test("that no token follows the scheme stays visible", () => {
  assert.equal(redactor.field("authorization", "Bearer"), "Bearer");
  assert.equal(redactor.field("authorization", "Bearer "), "Bearer ");
});

test("cookies are hidden in both directions", () => {
  assert.equal(redactor.field("Cookie", "a=b"), "***");
  assert.equal(redactor.field("set-cookie", "a=b; Path=/"), "***");
});

test("credentials by OAuth's names are hidden in queries, forms and JSON", () => {
  assert.equal(redactor.text("/x?access_token=anything&y=1"), "/x?access_token=***&y=1");
  assert.equal(redactor.text('{"access_token": "anything", "a": 1}'), '{"access_token": "***", "a": 1}');
});

test("a secret is hidden wherever it stands and however it is percent-encoded or escaped", () => {
  const percent = [...Buffer.from(TOKEN)].map((byte) => `%${byte.toString(16)}`).join("");
  assert.equal(redactor.text(`before ${TOKEN} after`), "before *** after");
  assert.equal(redactor.text(`q=${percent}`), "q=***");
  assert.equal(redactor.text(`q=${percent.toUpperCase()}`), "q=***");
  assert.equal(redactor.text(`{"t":"${percent.replaceAll("%", "\\u00")}"}`), '{"t":"***"}');
});

test("of a secret that begins with another one nothing is left", () => {
  const both = createRedactor(["abcdef", "abcdefghij"]);
  both.learn("abcdefghijkl");
  assert.equal(both.text("a abcdef b abcdefghij c abcdefghijkl"), "a *** b *** c ***");
});

test("a short secret beyond ASCII is hidden in a text and in its bytes, also percent-encoded", () => {
  const [secret, short] = ["pässwörd", createRedactor(["pässwörd"])];
  assert.equal(short.text(`a ${secret} b`), "a *** b");
  assert.equal(short.text(`a ${encodeURIComponent(secret)} b`), "a *** b");
  assert.equal(short.text(`a ${secret} b%20`), "a *** b%20");
  assert.equal(Buffer.from(short.bytes(Buffer.from(`a ${secret} b`))).toString(), "a *** b");
});

test("a secret that is shorter than a piece is hidden too, also one that is learnt twice", () => {
  const short = createRedactor(["pässword"]);
  short.learn("s3cret");
  short.learn("s3cret");
  const utf8 = Buffer.from("a pässword").toString("latin1");
  assert.equal(short.text("a s3cret"), "a ***");
  assert.equal(short.text("100 % s3cret, %73%33cret"), "100 % ***, ***");
  assert.equal(short.text(utf8), "a ***");
  assert.equal(short.text("p%C3%a4ssword"), "***");
});

test("most of a secret is hidden too: truncated, tampered, cut by somebody's log", () => {
  assert.equal(redactor.text(`x ${TOKEN.slice(0, -1)} y`), "x *** y");
  assert.equal(redactor.text(`x ${TOKEN.slice(0, -2)}AA y`), "x ***AA y");
  assert.equal(redactor.text(`x ${TOKEN.slice(5, 25)} y`), "x *** y");
});

test("base64 of a text with a secret shows none of it, wherever it begins", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
      const shown = redactor.text(Buffer.from(before + TOKEN + after).toString("base64"));
      assert.equal(Buffer.from(shown.replaceAll("***", ""), "base64").includes(TOKEN.slice(4, 24)), false);
      assert.match(shown, /\*\*\*/);
    }),
  );
});

test("no text ever comes out with a secret in it", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9._~+/-]{12,60}$/);
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (token, before, after) => {
      assert.equal(
        createRedactor([token])
          .text(before + token + after)
          .includes(token),
        false,
      );
    }),
  );
});

test("a long secret is hidden with any of its bytes percent-encoded, also one with percent signs or beyond ASCII", () => {
  const secret = fc.oneof(
    fc.stringMatching(/^[ -~]{12,40}$/),
    fc.stringMatching(/^(%[0-9a-f]{2}|[A-Za-z]){12,20}$/),
    fc.string({ minLength: 12, maxLength: 40, unit: "grapheme" }),
  );
  fc.assert(
    fc.property(secret, fc.infiniteStream(fc.constantFrom("plain", "lower", "upper")), (token, ways) => {
      const sent = [...Buffer.from(token)].map((byte) => {
        const [way] = ways.take(1);
        const hex = byte.toString(16).padStart(2, "0");
        return way === "plain" ? String.fromCharCode(byte) : `%${way === "upper" ? hex.toUpperCase() : hex}`;
      });
      assert.equal(createRedactor([token]).text(`a=${sent.join("")}&b=1`), "a=***&b=1");
    }),
  );
});

test("a percent sign or a backslash within a secret or before it leaves nothing of it", () => {
  for (const [before, secret, sent] of [
    ["%", "ab0123456789", "ab%30123456789"],
    ["\\", "u00ab012345678ef", "u00ab%30123456%378ef"],
    ["", "a-secret-that-ends-in-%", "a-secret-that-ends-in-%25"],
    ["", "abcdef\\u0061ghijkl", "a%62cdef\\u0061ghijkl"],
  ] as const)
    assert.equal(createRedactor([secret]).text(`${before}${sent} b`), `${before}*** b`);
});

test("a part of a secret is hidden, however it is percent-encoded or escaped", () => {
  const percent = (text: string): string => [...text].map((each) => `%${each.charCodeAt(0).toString(16)}`).join("");
  for (const part of [TOKEN.slice(0, -1), TOKEN.slice(3, 20)]) {
    assert.equal(redactor.text(`a=${percent(part)}&b=1`), "a=***&b=1");
    assert.equal(redactor.text(`a=${part.slice(0, 6)}${percent(part.slice(6))}&b=%31`), "a=***&b=%31");
    assert.equal(redactor.text(`{"t":"${percent(part).replaceAll("%", "\\u00")}"}`), '{"t":"***"}');
  }
});

test("no piece of a secret comes out, in whichever way each of its characters is written", () => {
  const part = fc.record({
    of: fc.nat(2),
    from: fc.nat(20),
    length: fc.nat(40),
    before: fc.constantFrom("", " ", "%", "\\u00", "\\", "%a", "x", "access_token="),
    ways: fc.array(fc.constantFrom("", "%", "\\u00"), { minLength: 1 }),
  });
  const written = (text: string, ways: readonly string[]): string =>
    [...text]
      .map((each, at) => [ways[at % ways.length] ?? "", each])
      .map(([way = "", each = ""]) => (way === "" ? each : `${way}${each.charCodeAt(0).toString(16)}`))
      .join("");
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[A-Za-z0-9_+/=.-]{12,40}$/), { minLength: 1, maxLength: 3 }),
      fc.array(part, { maxLength: 4 }),
      (secrets, parts) => {
        const text = parts.map(({ of, from, length, before, ways }) => {
          const secret = secrets[of % secrets.length] ?? "";
          return before + written(secret.slice(from, from + length), ways);
        });
        const shown = plainly(createRedactor(secrets).text(text.join("")));
        const pieces = secrets.flatMap((secret) => [...secret.slice(11)].map((_, at) => secret.slice(at, at + 12)));
        assert.deepEqual(
          pieces.filter((piece) => shown.includes(piece)),
          [],
        );
      },
    ),
  );
});

test("what holds no secret stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(redactor.text(text), text);
    }),
  );
});

test("an exchange is shown without its credentials, in headers, path and bodies", () => {
  const sent = exchange({
    path: `/x?access_token=${TOKEN}`,
    sent: [
      ["Authorization", `Bearer ${TOKEN}`],
      ["cookie", "s=1"],
      ["x-echo", TOKEN],
    ],
    sentBody: Buffer.from(`{"t":"${TOKEN}"}`),
    received: [
      ["set-cookie", "s=2"],
      ["location", `/y?t=${encodeURIComponent(TOKEN)}`],
    ],
    body: Buffer.concat([Buffer.from([0, 0, 0, 0, 60]), Buffer.from(TOKEN)]),
  });
  const text = exchangesText([sent], redactor);
  assert.equal(text.includes(TOKEN.slice(0, 12)), false);
  assert.equal(text.includes(Buffer.from(TOKEN.slice(0, 12)).toString("hex").replace(/../g, "$& ").trim()), false);
  assert.match(text, /\/x\?access_token=\*\*\*$/m);
  assert.match(text, /^Answer 1 of 1, after 12 ms/m);
});

test("a long body is cut, a secret across the cut included", () => {
  const body = Buffer.from(`${"a".repeat(SHOWN_BYTES - 20)}${TOKEN}${"b".repeat(500_000)}`);
  const text = exchangesText([exchange({ body })], redactor);
  assert.equal(text.endsWith(`… ${String(body.length)} bytes in all`), true);
  assert.ok(text.length <= SHOWN_BYTES + 500, String(text.length));
  assert.equal(text.includes(TOKEN.slice(0, 12)), false);
});

test("text is shown as text, bytes as hexadecimal with their characters", () => {
  assert.equal(showBytes(Buffer.from('{"a":"ü😀"}\n')), '{"a":"ü😀"}\n');
  assert.equal(showBytes(Buffer.from("aü").subarray(0, 2)), "a");
  assert.equal(showBytes(Uint8Array.of(0, 0x6b, 0xff)), `0000  00 6b ff${" ".repeat(39)}  .k.`);
});
