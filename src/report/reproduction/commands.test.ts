import assert from "node:assert/strict";
import { cutShort } from "../../runner/credentials.ts";
import { test } from "node:test";
import type { Case } from "../../contract/case.ts";
import { EMBEDDED, THROWAWAY_USERS } from "../../target/capabilities.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { exchange, FACTS, TOKEN } from "../../../tests/support/report-samples.ts";
import { createRedactor } from "../redact.ts";
import { reproduction } from "./commands.ts";

const CASE: Case = {
  kind: "single",
  id: "success/text",
  title: "A text value is returned",
  group: "success",
  transports: ["rest"],
  request: { key: "{key}", credential: "subject" },
  expect: { kind: "stored" },
  requirements: ["GMM-0101"],
};
const URL = '"$ZITADEL_BASE_URL/auth/v1/users/me/metadata/key1"';
const START = "curl -i --http1.1 -H accept: -H user-agent:";
const WHOLE = 'npm run conformance -- --project rest --grep "success/text "';

function linesFor(
  exchanges: readonly Parameters<typeof exchange>[0][],
  { testCase = CASE, ...changes }: Partial<TargetDescriptor> & { readonly testCase?: Case } = {},
): string[] {
  const run = { transport: "rest", exchanges: exchanges.map(exchange) } as const;
  return reproduction(testCase, run, { ...FACTS, ...changes }, createRedactor([TOKEN])).map(({ line }) => line);
}

test("a token stands there by the name of its setting", () => {
  assert.deepEqual(linesFor([{}]), [`${START} -H "authorization: Bearer $ZITADEL_TOKEN" ${URL}`]);
  assert.deepEqual(linesFor([{ sent: [], path: `/api/x?access_token=${TOKEN}` }]), [
    `${START} "$ZITADEL_BASE_URL/x?access_token=$ZITADEL_TOKEN"`,
  ]);
  assert.deepEqual(linesFor([{ sent: [["authorization", "Bearer "]] }]), [
    `${START} -H 'authorization: Bearer ' ${URL}`,
  ]);
});

test("a token of a throwaway user has a name that is no setting's", () => {
  assert.deepEqual(linesFor([{}], { capabilities: THROWAWAY_USERS }), [
    `${START} -H "authorization: Bearer $CONFORMANCE_SUBJECT_TOKEN" ${URL}`,
  ]);
});

test("what is left of a short token is no part of other texts", () => {
  const tokens = { subject: "a-token-of-24-characters" };
  assert.deepEqual(linesFor([{ sent: [["authorization", `Bearer ${tokens.subject}`]] }], { tokens }), [
    `${START} -H "authorization: Bearer $ZITADEL_TOKEN" ${URL}`,
  ]);
});

test("a token that a case shortened is cut by the shell", () => {
  const cut = [TOKEN.slice(0, -1), `${TOKEN.slice(0, -2)}AA`, cutShort(TOKEN)].map((token) => `Bearer ${token}`);
  assert.deepEqual(
    cut.flatMap((value) => linesFor([{ sent: [["authorization", value]] }])),
    [
      `${START} -H "authorization: Bearer \${ZITADEL_TOKEN%?}" ${URL}`,
      `${START} -H "authorization: Bearer \${ZITADEL_TOKEN%??}AA" ${URL}`,
      `${START} -H "authorization: Bearer $(printf %s "$ZITADEL_TOKEN" | sed -E 's/^(.{80}).+|.{24}$/\\1/')" ${URL}`,
    ],
  );
});

test("a line has the switches that curl needs to send the same", () => {
  const [head] = linesFor([
    { method: "HEAD", httpVersion: "2.0", sent: [], path: "/api/auth/v1/users/me/metadata/.." },
  ]);
  assert.equal(
    head,
    'curl -i --http2-prior-knowledge --head --path-as-is -H accept: -H user-agent: "$ZITADEL_BASE_URL/auth/v1/users/me/metadata/.."',
  );
  const [quoted] = linesFor([{ method: "OPTIONS", sent: [["accept", 'a"$b`!']], path: "/api/{x}" }]);
  assert.equal(
    quoted,
    `curl -i --http1.1 -X OPTIONS --globoff -H user-agent: -H 'accept: a"$b\`!' "$ZITADEL_BASE_URL/{x}"`,
  );
  const [packed] = linesFor([{ sent: [["accept-encoding", "gzip"]] }]);
  assert.match(packed ?? "", / --compressed .*-H 'accept-encoding: gzip'/);
});

test("a line names the files that TLS with the instance needs by their settings, and shows nothing of them", () => {
  const network = { clientCertificate: { cert: "a certificate", key: "a key" }, retryAfterLimit: 0 };
  assert.deepEqual(linesFor([{ sent: [] }], { ca: "an authority", network }), [
    `curl -i --cacert "$ZITADEL_CA" --cert "$ZITADEL_CLIENT_CERT" --key "$ZITADEL_CLIENT_KEY" --http1.1 -H accept: -H user-agent: ${URL}`,
  ]);
  assert.deepEqual(linesFor([{ sent: [] }], { capabilities: EMBEDDED, ca: "an authority" }), [`${START} ${URL}`]);
});

test("what a shell cannot say without a token is run again by the test's id", () => {
  assert.deepEqual(linesFor([{ sent: [["authorization", `Bearer ${TOKEN.slice(3)}`]] }]), [WHOLE]);
  assert.deepEqual(linesFor([{}, { sent: [["cookie", TOKEN.slice(0, 20)]] }]), [WHOLE]);
});

test("what curl would change is run again by the test's id", () => {
  for (const path of ["/api/x#y", "/api/x y", "/api/\u00fc"]) assert.deepEqual(linesFor([{ sent: [], path }]), [WHOLE]);
  assert.deepEqual(linesFor([{ sent: [["x", "\u20ac"]] }]), [WHOLE]);
});

test("a scenario, and what chance decides, is run again by the test's id", () => {
  const scenario: Case = { ...CASE, kind: "scenario", steps: [{ do: "write", value: "x" }, { do: "read" }] };
  assert.deepEqual(linesFor([{}], { testCase: scenario }), [WHOLE]);
  assert.deepEqual(linesFor([{}], { testCase: { ...CASE, attempts: 64 } }), [WHOLE]);
});

test("no line has a method that could change or delete anything", () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    for (const path of ["/api/auth/v1/users/me/metadata/key1", "/api/zitadel.auth.v1.AuthService/RemoveMyUser"]) {
      for (const capabilities of [EMBEDDED, THROWAWAY_USERS]) {
        assert.deepEqual(linesFor([{ method, path, sentBody: Buffer.from("x") }], { capabilities }), [WHOLE]);
      }
    }
  }
});
