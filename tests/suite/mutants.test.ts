import assert from "node:assert/strict";
import { test } from "node:test";
import { REQUIREMENTS } from "../../src/contract/requirements/index.ts";
import type { Row } from "../../src/engine/result.ts";
import { faultRow, holds, noticedBy, untested, variationRow, type Matrix } from "../../src/mutants/matrix.ts";
import { runMutant } from "../../src/mutants/run.ts";
import { sample } from "../../src/mutants/sample.ts";
import { FAULTS } from "../../src/targets/reference/faults/index.ts";
import { VARIATIONS } from "../../src/targets/reference/faults/variations.ts";
import { row } from "./report-samples.ts";

const [fault] = FAULTS;
assert.ok(fault);
const failing = fault.transports.map((transport) => row("fail", { requirement: fault.requirement, transport }));
const right: Matrix = {
  faults: [faultRow(fault, failing)],
  variations: [variationRow({ id: "v", statement: "v" }, [row("pass"), row("skipped")])],
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

test("only violations notice a fault; what is blocked, skipped or known does not", () => {
  const rows: Row[] = [row("blocked"), row("skipped"), row("known"), row("pass")];
  assert.deepEqual(noticedBy(rows), []);
  assert.equal(noticedBy([row("deviation"), row("fail"), row("fail")]).length, 1);
});

test("the matrix holds only if all is noticed by what it names, nothing is untested, and nothing alarms falsely", () => {
  assert.ok(holds(right));
  assert.ok(!holds({ ...right, faults: [faultRow(fault, failing.slice(1))] }));
  assert.ok(!holds({ ...right, faults: [faultRow(fault, [])] }));
  assert.ok(!holds({ ...right, untested: ["GMM-0101 rest"] }));
  for (const verdict of ["fail", "deviation", "known", "stale", "blocked"] as const) {
    assert.ok(!holds({ ...right, variations: [variationRow({ id: "v", statement: "v" }, [row(verdict)])] }), verdict);
  }
});

test("a seed draws the same share each time, and another seed another", () => {
  const all = Array.from({ length: 200 }, (_, at) => at);
  assert.equal(sample(all, 0.1, 1).length, 20);
  assert.deepEqual(sample(all, 0.1, 1), sample(all, 0.1, 1));
  assert.notDeepEqual(sample(all, 0.1, 1), sample(all, 0.1, 2));
  assert.equal(sample([1, 2], 0.1, 1).length, 1);
});

test("a fault is noticed over real sockets, and no fault is not", async () => {
  assert.deepEqual(faultRow(fault, await runMutant([fault.behaviour])).missed, []);
  assert.deepEqual(noticedBy(await runMutant([])), []);
});
