import { SettingError } from "../../src/errors.ts";
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { CASES } from "../../src/cases/index.ts";
import { testsOf, type Test } from "../../src/cases/tests.ts";
import { TRANSPORTS, type Transport } from "../../src/contract/transport.ts";
import { mediaType } from "../../src/protocol/exchange.ts";
import type { KnownDeviation } from "../../src/runner/known-deviations.ts";
import type { Row } from "../../src/runner/result.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";
import { readKnownDeviations } from "../../src/settings/read-known-deviations.ts";
import { bytesOf, readRecording } from "../../src/servers/recording/format.ts";
import { openRecording } from "../../src/servers/recording/open.ts";
import { withTokens, type RecordedTokens } from "../../src/servers/recording/tokens.ts";
import { openConnection, type Connection } from "../../src/transports/index.ts";
import { judge, judgedWithList } from "../support/judged-recordings.ts";
import { scratchFolder } from "../support/scratch.ts";

const folder = fileURLToPath(new URL("../../fixtures/recordings/", import.meta.url));
const files = readdirSync(folder).map((name) => join(folder, name));
const known = readKnownDeviations();
const scratch = scratchFolder();

/** The tests of the cases that are asked. */
function testsOfCases(isAsked: (id: string) => boolean): readonly Test[] {
  return testsOf(CASES.filter(({ id }) => isAsked(id)));
}

/** A server of the recording, for as long as a test lasts. */
async function opened(t: TestContext, file: string): Promise<TargetDescriptor> {
  const { descriptor, close } = await openRecording(file);
  t.after(close);
  return descriptor;
}

/** A connection to it, for as long. */
function connected(t: TestContext, { baseUrl, timeout }: TargetDescriptor): Connection {
  const connection = openConnection({ baseUrl, timeout });
  t.after(() => {
    connection.close();
  });
  return connection;
}

/** The known causes that explain rows. */
function causesOf(rows: readonly Row[]): string[] {
  return rows.flatMap(({ verdict, reason = "" }) => (verdict === "known" ? [...(reason.match(/KD-\d+/g) ?? [])] : []));
}

for (const file of files) {
  const { version, exchanges } = readRecording(file);

  test(`${version}: every deviation is known, and every known one occurs`, async () => {
    const { descriptor, rows } = await judgedWithList(file);
    const bad = rows.filter(({ verdict }) => ["fail", "deviation", "stale", "blocked"].includes(verdict));
    assert.deepEqual(bad, []);
    assert.equal(rows.filter(({ verdict }) => verdict === "pass").length > 2000, true);
    const seen = new Set(causesOf(rows));
    const observed = known.filter((entry) => entry.observed.releases.includes(descriptor.vendorVersion ?? ""));
    assert.deepEqual([...seen].sort(), observed.map(({ id }) => id).sort());
  });

  test(`${version}: without its entry a deviation fails, or shows as one, in every case in which it was observed`, async (t) => {
    const descriptor = await opened(t, file);
    const { rows: listed } = await judgedWithList(file);
    // The list's rows are those of the cases in which it excuses something.
    const excusing = new Set(listed.filter((row) => causesOf([row]).length > 0).map((row) => row.case));
    const bare = await judge(
      descriptor,
      [],
      testsOfCases((id) => excusing.has(id)),
    );
    for (const { id, observed } of known) {
      const excused = listed.filter((row) => causesOf([row]).includes(id));
      const cases = new Set(excused.map((row) => row.case));
      assert.deepEqual([...cases].sort(), [...observed.cases].sort(), id);
      for (const row of excused) {
        const without = bare.find(
          (each) => each.requirement === row.requirement && each.case === row.case && each.transport === row.transport,
        );
        assert.equal(without?.verdict, row.level === "MUST" ? "fail" : "deviation", `${id} ${row.case}`);
      }
    }
  });

  test(`${version}: every exchange is replayed as recorded`, async (t) => {
    const descriptor = await opened(t, file);
    const connection = connected(t, descriptor);
    for (const { id, request, response } of exchanges) {
      // Its credentials end in white space, which Node's HTTP/2 drops (RFC 9113 §8.2.1).
      if (id.startsWith("meta/") || id === "grpc/auth/empty-bearer") continue;
      const tokens = descriptor.tokens as RecordedTokens;
      const headers = Object.entries(request.headers).map(
        ([name, value]) => [name, withTokens(value, tokens)] as const,
      );
      const transport: Transport = TRANSPORTS.find((each) => id.startsWith(`${each}/`)) ?? "rest";
      const { response: replayed } = await connection.send(transport, {
        httpVersion: request.httpVersion,
        method: request.method,
        path: withTokens(request.path, tokens),
        headers,
        body: bytesOf(request.body),
      });
      assert.equal(replayed.status, response.status, id);
      assert.equal(mediaType(replayed.headers), mediaType(response.headers), id);
      assert.deepEqual(Object.fromEntries(replayed.trailers), response.trailers, id);
      if (request.method !== "HEAD") assert.deepEqual(Buffer.from(replayed.body), bytesOf(response.body), id);
    }
  });
}

const [file = ""] = files;

test("a deviation that no longer occurs is stale in a release where it was observed, and fixed in a different one", async (t) => {
  const descriptor = await opened(t, file);
  const [first] = known;
  assert.ok(first, "first is missing");
  const wrong: KnownDeviation = {
    ...first,
    id: "KD-98",
    request: { key: "^key1$" },
    signs: [{ requirements: ["GMM-0101"], transports: ["rest"], where: "status", seen: "HTTP 404" }],
    observed: { ...first.observed, cases: ["success/text"] },
  };
  const text = testsOfCases((id) => id === "success/text");
  const of = (rows: readonly Row[]): Row | undefined =>
    rows.find((row) => row.requirement === "GMM-0101" && row.case === "success/text" && row.transport === "rest");
  const stale = of(await judge(descriptor, [...known, wrong], text));
  assert.equal(stale?.verdict, "stale");
  const elsewhere = of(await judge({ ...descriptor, vendorVersion: "9.9.9" }, [...known, wrong], text));
  assert.equal(elsewhere?.verdict, "pass");
  assert.match(elsewhere.reason ?? "", /^fixed: KD-98/);
  const unknown = structuredClone(descriptor) as { vendorVersion?: string } & TargetDescriptor;
  delete unknown.vendorVersion;
  assert.equal(of(await judge(unknown, [...known, wrong], text))?.verdict, "pass");
});

test("an entry excuses only what its cause explains", async (t) => {
  const descriptor = await opened(t, file);
  const entry = known.find(({ id }) => id === "KD-25");
  const sign = entry?.signs[0];
  assert.ok(entry && sign, "entry or sign is missing");
  const others = known.filter(({ id }) => id !== entry.id);
  const methods = testsOfCases((id) => id.startsWith("methods/"));
  const verdictWith = async (changed: Partial<KnownDeviation>): Promise<string | undefined> =>
    (await judge(descriptor, [...others, { ...entry, ...changed }], methods)).find(
      ({ requirement }) => requirement === "GMM-0703",
    )?.verdict;
  assert.equal(await verdictWith({}), "known");
  assert.equal(await verdictWith({ signs: [{ ...sign, seen: "HTTP 501" }] }), "fail");
  assert.equal(await verdictWith({ signs: [{ ...sign, where: "/code" }] }), "fail");
  assert.equal(await verdictWith({ signs: [{ ...sign, transports: ["grpc"] }] }), "fail");
  assert.equal(await verdictWith({ releases: { from: "9.0.0" } }), "fail");
  assert.equal(await verdictWith({ request: { methods: ["OPTIONS"] } }), "fail");
  assert.equal(await verdictWith({ request: { methods: ["HEAD"], key: "^another$" } }), "fail");
});

test("the life of a value is replayed in order", async (t) => {
  const descriptor = await opened(t, file);
  const { exchanges } = readRecording(file);
  const life = exchanges.filter(({ id }) => id.startsWith("rest/life/"));
  const connection = connected(t, descriptor);
  for (const { id, request, response } of [...life, ...life.slice(-1)]) {
    const headers = [["authorization", `Bearer ${descriptor.tokens.subject ?? ""}`]] as const;
    const body = new Uint8Array();
    const { response: answered } = await connection.send("rest", {
      httpVersion: "1.1",
      method: "GET",
      path: request.path,
      headers,
      body,
    });
    assert.deepEqual(Buffer.from(answered.body), bytesOf(response.body), id);
  }
});

test("an answer of which somebody took something out is replayed with its present length", async (t) => {
  const { exchanges, ...rest } = readRecording(file);
  const valid = exchanges.find(({ id }) => id === "rest/auth/valid");
  assert.ok(valid, "valid is missing");
  const shorter = { ...valid, response: { ...valid.response, body: { text: "{}" } } };
  const path = join(scratch, "shorter.json");
  writeFileSync(path, JSON.stringify({ ...rest, exchanges: [shorter] }));
  const descriptor = await opened(t, path);
  const { response } = await connected(t, { ...descriptor, timeout: 5000 }).send("rest", {
    httpVersion: "1.1",
    method: "GET",
    path: valid.request.path,
    headers: [["authorization", `Bearer ${descriptor.tokens.subject ?? ""}`]],
    body: new Uint8Array(),
  });
  assert.equal(Buffer.from(response.body).toString(), "{}");
  assert.equal(response.incomplete, false);
});

const malformed: readonly (readonly [name: string, text: string | undefined, message: RegExp])[] = [
  ["missing", undefined, /cannot be read: set RECORDING/],
  ["text", "no JSON", /is not JSON: set RECORDING/],
  ["empty", "{}", /does not fit schemas\/recording\.schema\.json .*: set RECORDING/],
  ["list", "[]", /does not fit/],
  [
    "no-exchange",
    JSON.stringify({ version: "v1.2.3", recordedAt: "2026-01-01T00:00:00Z", subject: { metadata: {} }, exchanges: [] }),
    /does not fit/,
  ],
];

for (const [name, text, message] of malformed) {
  test(`a recording that is ${name} is one clear sentence`, async () => {
    const path = join(scratch, `${name}.json`);
    if (text !== undefined) writeFileSync(path, text);
    await assert.rejects(openRecording(path), (error: unknown) => {
      assert.ok(error instanceof SettingError, "not a SettingError");
      assert.equal(error.setting, "RECORDING");
      assert.match(error.message, message);
      return true;
    });
  });
}

test("the fixtures name real tokens only by placeholder", () => {
  const madeUp = /^(Bearer ?|Basic dTpw|Bearer not-a-token|Bearer x+|Bearer eyJhbGciOiJub25lIn0\.[^.]+\.)$/;
  for (const path of files) {
    assert.doesNotMatch(readFileSync(path, "utf8"), /"access_token"|BEGIN [A-Z ]*PRIVATE KEY/);
    for (const { id, request } of readRecording(path).exchanges) {
      const sent = request.headers["authorization"];
      if (sent !== undefined && !madeUp.test(sent)) assert.match(sent, /\{\{token:[^}]+\}\}/, id);
    }
  }
});
