import assert from "node:assert/strict";
import { test } from "node:test";
import type { SingleInput } from "../checks/check.ts";
import type { SingleCase } from "../contract/case.ts";
import type { Exchange, WireRequest } from "../protocol/exchange.ts";
import { KnownDeviations, type KnownDeviation, type Listed } from "./known-deviations.ts";
import type { RequestCondition } from "./request-condition.ts";

const SIGN = { requirements: ["GMM-0101"], transports: ["rest", "grpc"], where: "status", seen: "HTTP 500" } as const;

function entry(changes: Partial<KnownDeviation> = {}): KnownDeviation {
  const observed = { releases: ["4.0.0"], cases: ["a/case"] };
  const about = { id: "KD-01", reason: "a reason", source: "a source" };
  return { ...about, request: {}, signs: [SIGN], releases: {}, observed, ...changes };
}

const REQUEST: WireRequest = {
  httpVersion: "1.1",
  method: "GET",
  path: "/metadata/a%2Fb",
  headers: [["Authorization", "bearer abc"]],
  body: new Uint8Array(),
};

/** An answer to a request, about which nothing else matters here. */
function input(request: Partial<WireRequest> = {}, changes: Partial<SingleInput> = {}): SingleInput {
  const transport = changes.transport ?? "rest";
  const response = { httpVersion: "1.1", status: 500, headers: [], trailers: [], body: REQUEST.body } as const;
  const exchange: Exchange = {
    transport,
    request: { ...REQUEST, ...request },
    response: { ...response, incomplete: false },
    ...{ startedAt: 0, duration: 0 },
  };
  const testCase: SingleCase = {
    ...{ kind: "single", id: "a/case", title: "", group: "success", transports: ["rest"], requirements: [] },
    ...{ request: { key: "a/b", credential: "subject" }, expect: { kind: "stored" } },
  };
  const evidence = { exchange, outcome: { kind: "other", reason: "" }, body: JSON_BODY } as const;
  const known = { key: "a/b", storedState: { kind: "missing" }, expectation: testCase.expect } as const;
  return {
    kind: "single",
    testCase,
    transport,
    evidence,
    latest: 0,
    clockIsKnown: true,
    secrets: [],
    ...known,
    ...changes,
  };
}

const JSON_BODY = { kind: "json", value: undefined, problem: undefined } as const;

function listed(each: KnownDeviation, of: SingleInput = input(), version = "4.0.0"): Listed | undefined {
  return new KnownDeviations([each], version).listed("GMM-0101", of)[0];
}

test("an entry applies from its first release to its last, both included", () => {
  const releases = { from: "2.71.19", to: "4.0.0" };
  const isListed = (version: string | undefined): boolean =>
    new KnownDeviations([entry({ releases })], version).listed("GMM-0101", input()).length === 1;
  for (const version of ["2.71.19", "3.0.0", "4.0.0-rc.1", "4.0.0", "v4.0.0", "4.0.0+build.5", undefined]) {
    assert.ok(isListed(version), version);
  }
  for (const version of ["2.71.9", "2.71.19-rc.1", "4.0.1", "10.0.0"]) assert.ok(!isListed(version), version);
});

test("a range without an end is open there", () => {
  assert.notEqual(listed(entry({ releases: { from: "4.0.0" } }), input(), "99.0.0"), undefined);
  assert.notEqual(listed(entry({ releases: { to: "4.0.0" } }), input(), "0.0.1"), undefined);
});

test("a cause must be seen in the release and the case in which it was observed, and in no other", () => {
  const mustBeSeen = (version: string): boolean => listed(entry(), input(), version)?.mustBeSeen === true;
  assert.equal(mustBeSeen("4.0.0") && mustBeSeen("v4.0.0"), true);
  assert.equal(!mustBeSeen("4.0.1") && !mustBeSeen("4.0.0-rc.1"), true);
  assert.equal(new KnownDeviations([entry()], undefined).listed("GMM-0101", input())[0]?.mustBeSeen, false);
  const elsewhere = entry({ observed: { releases: ["4.0.0"], cases: ["another/case"] } });
  assert.equal(listed(elsewhere)?.mustBeSeen, false);
});

test("a cause excuses its own signs only", () => {
  const excuses = (where: string, seen: string): boolean =>
    listed(entry())?.excuses({ expected: "", actual: "", where, seen }) === true;
  assert.equal(excuses("status", "HTTP 500"), true);
  assert.equal(!excuses("status", "HTTP 502") && !excuses("/code", "HTTP 500"), true);
  assert.deepEqual(new KnownDeviations([entry()], undefined).listed("GMM-0102", input()), []);
  assert.equal(listed(entry(), input({}, { transport: "grpc-web" })), undefined);
});

test("a sign of a stored key shows where one is, and may where nobody knows", () => {
  const stored = entry({ signs: [{ ...SIGN, ifStored: true }] });
  const of = (kind: "missing" | "unknown" | "present") => listed(stored, input({}, { storedState: { kind } }));
  assert.equal(of("missing"), undefined);
  assert.equal(of("unknown")?.mustBeSeen, false);
  assert.equal(of("present")?.mustBeSeen, true);
});

const FRAME = [0, 0, 0, 0, 1, 97];

/** A condition with a request that fulfils it and one that does not. */
const CONDITIONS: readonly (readonly [RequestCondition, fits: SingleInput, differs: SingleInput])[] = [
  [{ key: "/" }, input(), input({}, { key: "ab" })],
  [{ path: "%2F" }, input(), input({ path: "/metadata/ab" })],
  [{ path: "%2F" }, input(), input({}, { transport: "grpc" })],
  [{ authorization: "^bearer " }, input(), input({ headers: [["authorization", "Bearer abc"]] })],
  [{ methods: ["GET"] }, input(), input({ method: "HEAD" })],
  [{ messages: ["none"] }, input({}, { transport: "grpc" }), input()],
  ...(["none", "incomplete", "several"] as const).map((count) => {
    const bodies = { none: [], incomplete: FRAME.slice(0, 5), several: [...FRAME, ...FRAME] };
    const sent = (body: readonly number[]) => input({ body: Uint8Array.from(body) }, { transport: "grpc" });
    return [{ messages: [count] }, sent(bodies[count]), sent(FRAME)] as const;
  }),
  [{ key: "/", methods: ["GET"] }, input(), input({ method: "PUT" })],
];

for (const [request, fits, differs] of CONDITIONS) {
  test(`a cause applies to the requests that it names: ${JSON.stringify(request)}`, () => {
    assert.notEqual(listed(entry({ request }), fits), undefined);
    assert.equal(listed(entry({ request }), differs), undefined);
  });
}
