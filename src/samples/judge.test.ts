import assert from "node:assert/strict";
import { test } from "node:test";
import { EMBEDDED } from "../target/capabilities.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { describePrinted, judgeError, judgeSuccess } from "./judge.ts";
import type { Ended } from "./process.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const DESCRIPTOR: TargetDescriptor = {
  capabilities: EMBEDDED,
  ...{ kind: "reference", baseUrl: "http://127.0.0.1:1", tokens: {}, key: "key1", missingKey: "no-such-key" },
  ...{ stored: [{ key: "key1", value: "dmFsdWU=" }], storedByOther: [], complete: true, timeout: 1 },
};
const DETAILS = {
  sequence: "2",
  creationDate: "2025-04-03T09:33:10Z",
  changeDate: "2025-04-03T09:33:10Z",
  resourceOwner: "1",
};
const ENTRY = { metadata: { details: DETAILS, key: "key1", value: "dmFsdWU=" } };
const NOT_FOUND = { code: "NOT_FOUND", status: 404 } as const;

function ended(stdout: unknown, more: Partial<Ended> = {}): Ended {
  return {
    how: "exit",
    code: 0,
    stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout),
    stderr: "",
    ...more,
  };
}

test("the entry alone is a success, with or without a line end", () => {
  assert.deepEqual(judgeSuccess(ended(ENTRY), "", DESCRIPTOR, NOW), {});
  assert.deepEqual(judgeSuccess(ended(`${JSON.stringify(ENTRY, null, 2)}\r\n`), "", DESCRIPTOR, NOW), {});
});

const WRONG: readonly (readonly [what: string, Ended, RegExp])[] = [
  ["another value", ended({ metadata: { ...ENTRY.metadata, value: "YW5vdGhlcg==" } }), /GMM-0108 at \/metadata\/value/],
  ["another key", ended({ metadata: { ...ENTRY.metadata, key: "key2" } }), /GMM-0107/],
  ["no details", ended({ metadata: { key: "key1", value: "dmFsdWU=" } }), /GMM-0110/],
  ["an error", ended({ code: 16, message: "no", details: [] }), /no entry|GMM-0106/],
  ["two texts", ended(`${JSON.stringify(ENTRY)}\nand more`), /GMM-0103/],
  ["an object of a language's own", ended("{ metadata: [Object] }"), /GMM-0103/],
  ["nothing", ended(""), /GMM-0103|no entry/],
  ["an exit code", ended(ENTRY, { code: 1 }), /exit code 1/],
  ["a signal", ended(ENTRY, { code: null }), /a signal/],
  ["a time-out", ended(ENTRY, { how: "time", code: null }), /does not end in time/],
  ["output without end", ended(ENTRY, { how: "output", code: null }), /prints without end/],
  ["no program", ended("", { how: "missing", code: null }), /cannot be started/],
];

for (const [what, run, message] of WRONG) {
  test(`${what} is no success`, () => {
    assert.match(judgeSuccess(run, "it prints something", DESCRIPTOR, NOW).wrong ?? "", message);
  });
}

const REPORTED: readonly (readonly [what: string, Ended, string])[] = [
  ["the documented body", ended({ code: 5, message: "not here", details: [] }), "the documented body"],
  ["a status in a sentence", ended("Error: HTTP status 404 (Not Found).", { code: 1 }), "the status 404, exit code 1"],
  ["a status in a dump", ended("", { stderr: "AxiosError {\n  status: 404,\n" }), "the status 404, exit code 0"],
];

for (const [what, run, reported] of REPORTED) {
  test(`${what} reports an error`, () => {
    assert.deepEqual(judgeError(run, "", NOT_FOUND), { reported });
  });
}

const UNREPORTED: readonly (readonly [what: string, Ended])[] = [
  ["the body of another error", ended({ code: 16, message: "no", details: [] })],
  ["a success", ended(ENTRY)],
  [
    "a line of a source file",
    ended("", { code: 1, stderr: "Error: connection refused\n  at net.js:404:12\n  at main.js:404" }),
  ],
  ["a part of a longer number", ended("14045 bytes, 127.0.404.1, 404.5 ms", { code: 1 })],
  ["nothing", ended("", { code: 1 })],
  ["a time-out", ended("404", { how: "time" })],
];

for (const [what, run] of UNREPORTED) {
  test(`${what} reports no error`, () => {
    assert.equal(typeof judgeError(run, "it prints something", NOT_FOUND).wrong, "string");
  });
}

test("the output is redacted before it is cut", () => {
  const secret = "s".repeat(30);
  const printed = describePrinted(ended(`${"x".repeat(385)} ${secret}`), (text) => text.replaceAll(secret, "***"));
  assert.ok(!printed.includes("sss"), printed);
});
