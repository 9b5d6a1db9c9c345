import assert from "node:assert/strict";
import { test } from "node:test";
import { REQUIREMENTS } from "../contract/requirements/index.ts";
import type { Row } from "../runner/result.ts";
import { isFixedByUpgrade } from "./reversed.ts";
import { faultRow, holds, noticedBy, untested, variationRow, type Matrix } from "./matrix.ts";
import { regionsOf } from "./generic/regions.ts";
import { whyHarmless } from "./generic/harmless.ts";
import type { Answer } from "../drift/baseline.ts";
import type { AnswerValue } from "../drift/observation.ts";
import { recordBase } from "./base.ts";
import type { Fault } from "./fault.ts";
import type { MutantRun } from "./run.ts";
import { sample } from "./sample.ts";
import { FAULTS } from "./faults/index.ts";
import { VARIATIONS } from "./variations.ts";
import type { WireAnswer } from "../servers/http/wire.ts";
import { assertAllPass } from "../../tests/support/all-pass.ts";
import { row } from "../../tests/support/report-samples.ts";

const [fault] = FAULTS;
assert.ok(fault, "fault is missing");
function faultNamed(id: string): Fault {
  const found = FAULTS.find((each) => each.id === id);
  assert.ok(found, id);
  return found;
}

let recorded: ReturnType<typeof recordBase> | undefined;

/** The run without a fault, once for all tests. */
function faultlessServer(): ReturnType<typeof recordBase> {
  recorded ??= recordBase();
  return recorded;
}

const answerWith = (value: AnswerValue, ...seen: readonly string[]): Answer => ({
  case: "success/text",
  transport: "rest",
  observations: [
    { kind: "answer", value },
    { kind: "verdict", requirement: "GMM-0101", value: { verdict: seen.length === 0 ? "pass" : "fail", seen } },
  ],
});
const faultless: MutantRun = { rows: [row("pass")], answers: [answerWith({ kind: "success", httpStatus: 200 })] };
const PAGE: AnswerValue = { kind: "other", httpStatus: 200, mediaType: "text/html", empty: false, grpcStatus: null };
const failing = fault.transports.map((transport) => row("fail", { requirement: fault.requirement, transport }));
const broken: MutantRun = {
  rows: failing,
  answers: [answerWith(PAGE, "content-type text/html")],
};
const variation = { id: "v", statement: "v", grade: "cosmetic" } as const;
const right: Matrix = {
  faults: [faultRow(fault, broken, faultless)],
  variations: [variationRow(variation, { ...faultless, rows: [row("pass"), row("inapplicable")] }, faultless)],
  circumstances: [],
  generic: [],
  explored: [],
  untested: [],
};

test("the catalogue is as large as it promises, with ids of its own", () => {
  assert.ok(FAULTS.length >= 120, String(FAULTS.length));
  assert.ok(VARIATIONS.length >= 30, String(VARIATIONS.length));
  const ids = [...FAULTS, ...VARIATIONS].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("every MUST and SHOULD has a fault on each of its transports, and no fault names what is not there", () => {
  assert.deepEqual(untested(REQUIREMENTS, FAULTS), []);
  for (const { id, requirement, transports } of FAULTS) {
    const named = REQUIREMENTS.find((each) => each.id === requirement);
    assert.ok(named !== undefined && transports.every((transport) => named.transports.includes(transport)), id);
  }
});

test("without a fault the requirement shows as untested", () => {
  const others = FAULTS.filter(({ requirement }) => requirement !== "GMM-0101");
  assert.deepEqual(untested(REQUIREMENTS, others), ["GMM-0101 rest", "GMM-0101 grpc", "GMM-0101 grpc-web"]);
});

test("only violations notice a fault; what is blocked, skipped, inapplicable or known does not", () => {
  const rows: Row[] = [row("blocked"), row("skipped"), row("inapplicable"), row("known"), row("pass")];
  assert.deepEqual(noticedBy(rows), []);
  assert.equal(noticedBy([row("deviation"), row("fail"), row("fail")]).length, 1);
});

test("the matrix holds only if all is noticed by what it names, nothing is untested, and nothing alarms falsely", () => {
  assert.equal(holds(right), true);
  assert.equal(holds({ ...right, faults: [faultRow(fault, { ...broken, rows: failing.slice(1) }, faultless)] }), false);
  assert.equal(holds({ ...right, faults: [faultRow(fault, { ...broken, rows: [] }, faultless)] }), false);
  assert.equal(holds({ ...right, untested: ["GMM-0101 rest"] }), false);
  const circumstance = { id: "a/b", statement: "x", mode: "read-only", expects: "pass", unexpected: ["no"] } as const;
  assert.equal(holds({ ...right, circumstances: [circumstance] }), false);
  for (const verdict of ["fail", "deviation", "known", "stale", "blocked"] as const) {
    const alarming = variationRow(variation, { ...faultless, rows: [row(verdict)] }, faultless);
    assert.ok(!holds({ ...right, variations: [alarming] }), verdict);
  }
});

test("the matrix holds only if an upgrade to a fault is graded as it states, and to a variation no worse", () => {
  assert.equal(holds({ ...right, faults: [faultRow({ ...fault, grade: "risky" }, broken, faultless)] }), false);
  assert.equal(
    holds({ ...right, faults: [faultRow(fault, { ...broken, answers: faultless.answers }, faultless)] }),
    false,
  );
  assert.equal(holds({ ...right, variations: [variationRow(variation, { ...broken, rows: [] }, faultless)] }), false);
});

test("the matrix holds only if the upgrade that fixes a fault breaks nothing, and drift says what it fixes", () => {
  const [fixed] = right.faults;
  assert.ok(fixed !== undefined, "fixed is missing");
  assert.deepEqual(fixed.reversed, { found: "compatible", fixed: ["answer to a stored key"] });
  const unnoticed = faultRow(fault, { ...broken, answers: [answerWith(PAGE)] }, faultless);
  assert.equal(unnoticed.reversed.found, "breaking");
  assert.equal(holds({ ...right, faults: [unnoticed] }), false);
  assert.equal(holds({ ...right, faults: [{ ...fixed, reversed: { found: null, fixed: [] } }] }), false);
});

test("a generic fault that survives needs a reason", () => {
  const survivor = { id: "generic/rest success: header x dropped", fate: "survived", requirements: [] } as const;
  assert.equal(holds({ ...right, generic: [survivor] }), false);
  assert.equal(holds({ ...right, generic: [{ ...survivor, harmless: "nobody reads it" }] }), true);
  assert.equal(holds({ ...right, generic: [{ ...survivor, fate: "blocked" }] }), true);
});

test("each byte of a body belongs to a part of a frame", () => {
  const body = Buffer.concat([Buffer.from([0, 0, 0, 0, 2, 1, 2, 0x80, 0, 0, 0, 8]), Buffer.from("a: b\r\n")]);
  assert.deepEqual(regionsOf(body), [
    ...["flags", "length", "length", "length", "length"].map((part) => `message frame ${part}`),
    ...["message", "message"],
    ...["flags", "length", "length", "length", "length"].map((part) => `trailer frame ${part}`),
    ...["name a", "separator of a", "separator of a", "value a", "line end", "line end"],
  ]);
});

test("only a message that means the same is harmless when its bytes differ", () => {
  const chunk = (message: number[]): Buffer => Buffer.from([0, 0, 0, 0, message.length, ...message]);
  const wire = (message: number[]): WireAnswer => ({
    ...{ status: 200, headers: [], trailers: [], ending: "complete", delay: 0 },
    chunks: [chunk(message)],
  });
  const change = (message: number[]) =>
    ({ place: "byte of message", how: "altered", apply: () => wire(message) }) as const;
  const right = wire([0x0a, 0x02, 0x12, 0x00]);
  assert.equal(whyHarmless(change([0x0a, 0x03, 0x12, 0x01, 0x61]), right), undefined);
  assert.match(whyHarmless(change([0x0a, 0x03, 0x12, 0x80, 0x00]), right) ?? "", /otherwise encoded/);
  assert.equal(whyHarmless({ ...change([]), place: "member /code" }, right), undefined);
  assert.match(whyHarmless({ ...change([]), place: "member /message" }, right) ?? "", /texts are no promise/);
});

test("a seed draws the same share each time, and another seed another", () => {
  const all = Array.from({ length: 200 }, (_, at) => at);
  assert.equal(sample(all, 0.1, 1).length, 20);
  assert.deepEqual(sample(all, 0.1, 1), sample(all, 0.1, 1));
  assert.notDeepEqual(sample(all, 0.1, 1), sample(all, 0.1, 2));
  assert.equal(sample([1, 2], 0.1, 1).length, 1);
});

test("without a fault every case on every transport is judged, and passes", async () => {
  const { run } = await faultlessServer();
  assertAllPass(run.rows);
});

test("a fault is noticed over real sockets, and no fault is not", async () => {
  const base = await faultlessServer();
  assert.deepEqual(noticedBy(base.run.rows), []);
  const { missed, drift, reversed } = faultRow(
    fault,
    await base.runMutant(fault.behaviour, { scenarios: false }),
    base.run,
  );
  assert.deepEqual(missed, []);
  assert.equal(drift.found, fault.grade);
  assert.equal(isFixedByUpgrade(reversed), true);
});

test("a test that a fault does not show in has the verdicts that it has when it is run", async () => {
  const base = await faultlessServer();
  const { behaviour } = faultNamed("parity/grpc-code");
  const spared = await base.runMutant(behaviour, { scenarios: false });
  const whole = await base.runMutant(behaviour, { scenarios: false, remembers: true });
  assert.equal(noticedBy(whole.rows).length > 0, true);
  assert.deepEqual(spared, whole);
});

test("a behaviour that changes what is stored must say so", async () => {
  const base = await faultlessServer();
  await assert.rejects(
    base.runMutant(faultNamed("methods/put-empties").behaviour, { scenarios: false }),
    /remembers: true/,
  );
});
