import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { shellQuote, shellWord } from "./shell.ts";

/** The bytes of one argument, as bash hands it to a program, with a history as a terminal has it. */
function argument(word: string, env: Readonly<Record<string, string>> = {}): Buffer {
  const script = `set -o history -o histexpand\nprintf %s ${word}`;
  return execFileSync("bash", ["-c", script], { env: { ...process.env, ...env } });
}

const TEXTS = [
  "plain",
  "",
  "a b",
  "it's",
  "'",
  "''",
  '"',
  "$HOME `id` $(id) \\ \\\\",
  "! !! !x",
  "100%s %n",
  "line\nfeed\r\ttab\u0001\u007f",
  "\u00fc\u00ff",
  "*?[a]{b,c}~ #;&|<>()",
  "-n",
];

test("bash hands over exactly the text that was quoted", () => {
  for (const text of TEXTS) {
    const word = shellQuote(text) ?? "";
    assert.deepEqual(argument(word), Buffer.from(text, "latin1"), word);
  }
});

test("text around an expansion stays as it is, and the expansion is done", () => {
  for (const text of TEXTS) {
    const word = shellWord([text, { expansion: "$T" }, text]) ?? "";
    const value = `a"b'c !$x`;
    assert.deepEqual(argument(word, { T: value }), Buffer.from(`${text}${value}${text}`, "latin1"), word);
  }
});

test("text that needs no care is easy to read", () => {
  assert.equal(shellQuote("GET"), "GET");
  assert.equal(shellQuote("accept: x"), "'accept: x'");
  assert.equal(shellWord(["authorization: Bearer ", { expansion: "$T" }]), '"authorization: Bearer $T"');
});

test("a name ends where text follows", () => {
  assert.equal(shellWord(["a=", { expansion: "$T" }, "b"]), '"a=${T}b"');
});

test("what no argument can hold has no word", () => {
  assert.equal(shellQuote("a\0b"), undefined);
  assert.equal(shellQuote("\u20ac"), undefined);
});
