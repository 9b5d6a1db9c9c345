import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Answer, Baseline } from "./baseline.ts";
import { compare } from "./compare.ts";
import { recordBaseline } from "./make.ts";
import type { MemberValue } from "./observation.ts";
import { driftReport } from "./report.ts";
import { CASES } from "../cases/index.ts";
import type { Transport } from "../contract/transport.ts";
import type { Row } from "../runner/result.ts";
import type { Runner } from "../runner/runner.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import { failure } from "../mutation/faults/change.ts";
import { openReference, type OpenReference } from "../servers/reference/open.ts";
import type { WireAnswer } from "../servers/http/wire.ts";
import { driftConsole } from "../report/drift/text.ts";

const NOTHING = { rows: [], exchanges: [], retries: 0, throttled: { count: 0, waitedMs: 0 } };
const OPTIONS = { suiteVersion: "1", twice: true, contract: { reason: "none" }, redact: (text: string) => text };

/** A reference server, and a runner for cases whose ids start with the prefix. */
async function opened(t: TestContext, group: string): Promise<{ target: OpenReference; runner: Runner }> {
  const target = await openReference();
  t.after(() => target.close());
  const all = openRunner(target.descriptor);
  t.after(() => {
    all.close();
  });
  const runner: Runner = {
    run: (testCase, transport) =>
      testCase.id.startsWith(group)
        ? all.run(testCase, transport)
        : Promise.resolve({ case: testCase.id, transport, ...NOTHING }),
    close: () => undefined,
  };
  return { target, runner };
}

test("an unsteady target makes no baseline, because noise must not hide a fault", async (t) => {
  const { target, runner } = await opened(t, "missing-key/nobody");
  let asked = 0;
  target.server.setBehaviours([{ answer: (answer) => ((asked += 1) > 3 ? failure(13, 500) : answer) }]);
  await assert.rejects(
    recordBaseline(target.descriptor, runner, OPTIONS),
    /gave \d+ different answers to the same requests, first at missing-key\/nobody \S+ answer: find out why/,
  );
});

test("a new target of which half lacks a field makes a baseline, and the verdict says that it is mixed", async (t) => {
  const { target, runner } = await opened(t, "missing-key/");
  let asked = 0;
  const counting = { wire: (wire: WireAnswer) => ((asked += 1), wire) };
  target.server.setBehaviours([counting]);
  const old = await recordBaseline(target.descriptor, runner, OPTIONS);
  const each = asked / 2;
  // The first half of the recording gets the field where the second one does not.
  const lacks = () => (Math.floor(asked / each) + (asked % each)) % 2 === 0;
  const without = (wire: WireAnswer): WireAnswer => ({
    ...wire,
    headers: wire.headers.filter(([name]) => name.toLowerCase() !== "x-content-type-options"),
  });
  target.server.setBehaviours([counting, { wire: (wire) => (lacks() ? without(wire) : wire) }]);
  const now = await recordBaseline(target.descriptor, runner, OPTIONS);
  const places = { old: "a.json", new: "live" };
  const report = driftReport(old, now, { accepted: [], today: "2026-01-01", places });
  assert.match(driftConsole(report, false), /looks like a mixed deployment.*\(header x-content-type-options\)/);
});

test("a blocked test is told with its reason, and makes no baseline", async (t) => {
  const { target } = await opened(t, "missing-key/nobody");
  const testCase = CASES.find(({ id }) => id === "missing-key/nobody");
  const row = (transport: Transport, reason: string): Row => {
    const requirement = "GMM-0201";
    return {
      case: "missing-key/nobody",
      requirement,
      level: "MUST",
      transport,
      verdict: "blocked",
      violations: [],
      reason,
    };
  };
  const blockedOn = (transports: readonly Transport[]): Runner => ({
    run: ({ id }, transport) => {
      const isBlocked = id === testCase?.id && transports.includes(transport);
      return Promise.resolve({ ...NOTHING, case: id, transport, rows: isBlocked ? [row(transport, "Start it.")] : [] });
    },
    close: () => undefined,
  });
  await assert.rejects(
    recordBaseline(target.descriptor, blockedOn(["rest"]), OPTIONS),
    /: 1 test was blocked: missing-key\/nobody rest: Start it\. Fix this and record again\.$/,
  );
  await assert.rejects(
    recordBaseline(target.descriptor, blockedOn(["rest", "grpc"]), OPTIONS),
    /: 2 tests were blocked, the first one: missing-key\/nobody \w+: Start it\. Fix this and record again\.$/,
  );
});

test("a steady target makes a baseline without noise", async (t) => {
  const { target, runner } = await opened(t, "missing-key/");
  const plain = await recordBaseline(target.descriptor, runner, OPTIONS);
  assert.ok(plain.answers.length > 5, String(plain.answers.length));
  assert.deepEqual(plain.noise, []);
  const secure = await recordBaseline({ ...target.descriptor, baseUrl: "https://example.com" }, runner, OPTIONS);
  // A recording of https is replayed over http.
  const replayed = await recordBaseline({ ...target.descriptor, kind: "recording" }, runner, OPTIONS);
  const schemes = [plain, secure, replayed].map((each) => each.target.scheme);
  assert.deepEqual(schemes, ["http", "https", undefined]);
});

function answer(id: string, ...observations: Answer["observations"]): Answer {
  const success = { kind: "answer", value: { kind: "success", httpStatus: 200 } } as const;
  return { case: id, transport: "rest", observations: [success, ...observations] };
}

function baseline(answers: readonly Answer[]): Baseline {
  const target = { kind: "live", vendorVersion: "4.0.0", environment: null } as const;
  const contract = { reason: "none" };
  return { suite: { version: "1" }, target, contractVersion: "1", contract, noise: [], answers };
}

test("texts that are gone are one row, whatever they said, and texts that changed are a row each", () => {
  const saying = (id: string, text?: string): Answer =>
    text === undefined
      ? answer(id)
      : answer(id, { kind: "member", pointer: "/message", value: { kind: "text", text } });
  const rowsTo = (...texts: readonly (string | undefined)[]) =>
    compare(
      { answers: [saying("success/text", "a"), saying("success/json", "b")], noise: [] },
      { answers: [saying("success/text", texts[0]), saying("success/json", texts[1])], noise: [] },
    ).rows.map(({ places, varies }) => [places.length, varies]);
  assert.deepEqual(rowsTo(undefined, undefined), [[2, true]]);
  assert.deepEqual(rowsTo("c", "c"), [
    [1, false],
    [1, false],
  ]);
});

test("an unknown value does not differ from the stored one", () => {
  const having = (value: MemberValue): Answer =>
    answer("success/text", { kind: "member", pointer: "/metadata/value", value });
  const known = [having({ kind: "stored-bytes" })];
  const unknown = [having({ kind: "unknown-bytes" })];
  for (const [old, now] of [
    [known, unknown],
    [unknown, known],
  ] as const) {
    assert.deepEqual(compare({ answers: old, noise: [] }, { answers: now, noise: [] }).rows, []);
  }
  const other = [having({ kind: "other-bytes", length: 3, sha256: "0" })];
  const [row] = compare({ answers: known, noise: [] }, { answers: other, noise: [] }).rows;
  assert.equal(row?.grade, "breaking");
});

test("a verdict on part of a baseline is marked, and less than half makes no verdict", () => {
  const old = baseline(["success/text", "success/json", "success/big"].map((id) => answer(id)));
  const options = { accepted: [], today: "2026-01-01", places: { old: "a.json", new: "b.json" } };
  const most = driftReport(old, baseline(old.answers.slice(1)), options);
  assert.match(driftConsole(most, false), /^Safe to upgrade .*, by 2 of 3 answers\./);
  assert.throws(
    () => driftReport(old, baseline(old.answers.slice(2)), options),
    /^BaselineError: Only 1 of 3 answers of the old baseline are in the new one/,
  );
});
