import assert from "node:assert/strict";
import { test } from "node:test";
import { EMBEDDED } from "../target/capabilities.ts";
import type { Case } from "../contract/case.ts";
import { requirement } from "../contract/requirements/index.ts";
import { reproductionCommands } from "./reproduction-command.ts";
import { failureText, failureTexts } from "./failure-text.ts";
import { createRedactor } from "./redact.ts";
import { caseRun, exchange, FACTS, row, TOKEN } from "../../tests/support/report-samples.ts";

const testCase: Case = {
  kind: "single",
  id: "success/text",
  title: "A text value is returned",
  group: "success",
  transports: ["rest", "grpc"],
  request: { key: "{key}", credential: "subject" },
  expect: { kind: "stored" },
  requirements: ["GMM-0101"],
};
const redactor = createRedactor([TOKEN]);
const VIOLATION = { expected: "HTTP 200", actual: "HTTP 500 and code 2 (UNKNOWN)", where: "/code", seen: "HTTP 500" };

function text(...exchanges: Parameters<typeof exchange>[0][]): string {
  const failed = row("fail", { violations: [VIOLATION] });
  const run = caseRun([failed], exchanges.map(exchange));
  return failureText(failed, { testCase, run, descriptor: FACTS, redactor });
}

function commandsFor(...exchanges: Parameters<typeof exchange>[0][]): string[] {
  return text(...exchanges)
    .split("\n")
    .filter((line) => line.startsWith("  again"))
    .map((line) => line.slice(12));
}

test("a failure reads like the house's example and stands alone", () => {
  const { statement, source } = requirement("GMM-0101");
  assert.deepEqual(text({ sent: [] }).split("\n"), [
    `GMM-0101 MUST  rest  ${statement}  (${source})`,
    "  sent      GET /api/auth/v1/users/me/metadata/key1, no Authorization header",
    "  expected  HTTP 200",
    "  actual    HTTP 500 and code 2 (UNKNOWN)  at /code",
    '  again     curl -i "$ZITADEL_BASE_URL/auth/v1/users/me/metadata/key1"',
  ]);
});

test("the command to see it again names the token by its setting", () => {
  const url = '"$ZITADEL_BASE_URL/auth/v1/users/me/metadata/key1"';
  assert.deepEqual(commandsFor({}), [`curl -i -H "authorization: Bearer $ZITADEL_TOKEN" ${url}`]);
  assert.deepEqual(
    commandsFor({
      sent: [
        ["authorization", "Bearer "],
        ["host", "x"],
      ],
    }),
    [`curl -i -H "authorization: Bearer " ${url}`],
  );
  assert.deepEqual(commandsFor({ sent: [], path: `/api/x?access_token=${TOKEN}` }), [
    'curl -i "$ZITADEL_BASE_URL/x?access_token=$ZITADEL_TOKEN"',
  ]);
});

test("the command has the switches that curl needs to send the same", () => {
  const [head] = commandsFor({
    method: "HEAD",
    httpVersion: "2.0",
    sent: [],
    path: "/api/auth/v1/users/me/metadata/..",
  });
  assert.equal(head, 'curl -i --head --http2 --path-as-is "$ZITADEL_BASE_URL/auth/v1/users/me/metadata/.."');
  const [quoted] = commandsFor({ method: "OPTIONS", sent: [["accept", 'a"$b`']], path: "/api/{x}" });
  assert.equal(quoted, 'curl -i -X OPTIONS --globoff -H "accept: a\\"\\$b\\`" "$ZITADEL_BASE_URL/{x}"');
});

test("the command names the files that TLS with the instance needs by their settings, and shows nothing of them", () => {
  const network = { clientCertificate: { cert: "a certificate", key: "a key" }, retryAfterLimit: 0 };
  const run = caseRun([], [exchange({ sent: [] })]);
  assert.deepEqual(reproductionCommands(run, { ...FACTS, ca: "an authority", network }, redactor), [
    'curl -i --cacert "$ZITADEL_CA" --cert "$ZITADEL_CLIENT_CERT" --key "$ZITADEL_CLIENT_KEY" "$ZITADEL_BASE_URL/auth/v1/users/me/metadata/key1"',
  ]);
  const embedded = reproductionCommands(run, { ...FACTS, capabilities: EMBEDDED, ca: "an authority" }, redactor);
  assert.deepEqual(embedded, ['curl -i "$ZITADEL_BASE_URL/auth/v1/users/me/metadata/key1"']);
});

test("what a shell cannot say without a token or raw bytes is run again by its id", () => {
  const own = 'npm run conformance -- --project rest --grep "success/text "';
  assert.deepEqual(commandsFor({ sent: [["authorization", `Bearer ${TOKEN.slice(0, -1)}`]] }), [own]);
  assert.deepEqual(commandsFor({ sent: [], sentBody: Buffer.from("x") }), [own]);
  assert.deepEqual(commandsFor({}, { transport: "grpc" }), [own]);
});

test("no command to paste has a method that could change or delete anything", () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assert.match(commandsFor({ method })[0] ?? "", /^npm run conformance/);
  }
});

test("every request that was sent is told, and one on another transport as such", () => {
  const lines = text({}, { transport: "grpc", method: "POST", path: "/api/zitadel.auth.v1.AuthService/GetMyMetadata" });
  assert.match(lines, /^ {2}sent {6}GET .*Authorization: Bearer \*\*\*$/m);
  assert.match(lines, /^ {2}and {7}POST .*over grpc, key "key1", Authorization: Bearer \*\*\*$/m);
});

test("no part of a failure shows a token or breaks the log", () => {
  const violations = [{ ...VIOLATION, actual: `a${TOKEN}\n::error::b${"c".repeat(5000)}` }];
  const failed = row("fail", { violations, reason: TOKEN });
  const shown = failureText(failed, { testCase, run: caseRun([failed]), descriptor: FACTS, redactor });
  assert.ok(!shown.includes(TOKEN.slice(0, 12)));
  assert.ok(!shown.includes("\n::error"));
  assert.ok(shown.length < 2000);
});

test("what blocked a whole case is told once", () => {
  const rows = [row("blocked", { reason: "refused" }), row("blocked", { reason: "refused", requirement: "GMM-0102" })];
  const shown = failureTexts(new Map(rows.map((each) => [each, ""])), {
    testCase,
    run: caseRun(rows, []),
    descriptor: FACTS,
    redactor,
  });
  assert.equal(shown, "success/text rest was blocked: refused");
});
