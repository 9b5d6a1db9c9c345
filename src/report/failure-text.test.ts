import assert from "node:assert/strict";
import { test } from "node:test";
import { OTHER_VALUE } from "../checks/metadata.ts";
import type { Case } from "../contract/case.ts";
import { requirement } from "../contract/requirements/index.ts";
import { failureHead, failureText, failureTexts } from "./failure-text.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
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
  return failureText(failed, { testCase, run, descriptor: FACTS, redactor, isStored: true });
}

test("a failure reads like the house's example and stands alone", () => {
  const { statement, source } = requirement("GMM-0101");
  assert.deepEqual(text({ sent: [] }).split("\n"), [
    `GMM-0101 MUST  rest  ${statement}  (${source})`,
    "  sent      GET /api/auth/v1/users/me/metadata/key1, no Authorization header",
    "  expected  HTTP 200",
    "  actual    HTTP 500 and code 2 (UNKNOWN)  at /code",
    '  again     curl -i --http1.1 -H accept: -H user-agent: "$ZITADEL_BASE_URL/auth/v1/users/me/metadata/key1"',
    "  replay    npm run replay -- 4ca4581b",
  ]);
});

test("a value other than the one of the settings is told with the setting, and one of the run's own user is not", () => {
  const violations = [
    { expected: "the 3 bytes stored", actual: "4 bytes", where: "/metadata/value", seen: OTHER_VALUE },
  ];
  const failed = row("fail", { violations });
  const told = (descriptor: TargetDescriptor): string =>
    failureText(failed, { testCase, run: caseRun([failed]), descriptor, redactor, isStored: true });
  assert.match(
    told(FACTS),
    /^ {2}compared {2}with ZITADEL_METADATA_VALUE: see that it is what the user has under key1$/m,
  );
  const access = { kind: "token", token: "t" } as const;
  const provisioning = { access, subjectId: "1", names: "n", journal: null };
  assert.doesNotMatch(told({ ...FACTS, provisioning }), /ZITADEL_METADATA_VALUE/);
  assert.doesNotMatch(text({}), /ZITADEL_METADATA_VALUE/);
});

test("the level stands apart from the transports, however long it is", () => {
  for (const [id, head] of [
    ["GMM-0101", /^GMM-0101 MUST {2}rest, grpc {2}/],
    ["GMM-0813", /^GMM-0813 SHOULD rest, grpc {2}/],
  ] as const) {
    assert.match(failureHead(id, ["rest", "grpc"]), head);
  }
});

test("every request that was sent is told, and one on another transport as such", () => {
  const lines = text({}, { transport: "grpc", method: "POST", path: "/api/zitadel.auth.v1.AuthService/GetMyMetadata" });
  assert.match(lines, /^ {2}sent {6}GET .*Authorization: Bearer \*\*\*$/m);
  assert.match(lines, /^ {2}and {7}POST .*over grpc, key "key1", Authorization: Bearer \*\*\*$/m);
});

test("a command stands there whole, however long it is", () => {
  const path = `/api/auth/v1/users/me/metadata/${"%C3%BC".repeat(200)}`;
  assert.match(text({ sent: [], path }), /^ {2}again {5}curl .*(%C3%BC){200}"$/m);
});

test("no part of a failure shows a token or breaks the log", () => {
  const violations = [{ ...VIOLATION, actual: `a${TOKEN}\n::error::b${"c".repeat(5000)}` }];
  const failed = row("fail", { violations, reason: TOKEN });
  const shown = failureText(failed, { testCase, run: caseRun([failed]), descriptor: FACTS, redactor, isStored: true });
  assert.equal(shown.includes(TOKEN.slice(0, 12)), false);
  assert.equal(shown.includes("\n::error"), false);
  assert.ok(shown.length < 2000, String(shown.length));
});

test("what blocked a whole case is told once", () => {
  const rows = [row("blocked", { reason: "refused" }), row("blocked", { reason: "refused", requirement: "GMM-0102" })];
  const shown = failureTexts(new Map(rows.map((each) => [each, ""])), {
    testCase,
    run: caseRun(rows, []),
    descriptor: FACTS,
    redactor,
    isStored: true,
  });
  assert.equal(shown, "success/text rest was blocked: refused");
});
