import assert from "node:assert/strict";
import { test } from "node:test";
import type { Due } from "../../src/contract/check.ts";
import type { Evidence, Outcome } from "../../src/contract/outcome.ts";
import { untilShown, type Patience } from "../../src/engine/patience.ts";
import { exchange } from "./report-samples.ts";

const OLD: Due = { kind: "value", value: Buffer.from("old") };
const NEW: Due = { kind: "value", value: Buffer.from("new") };

function holding(text: string): Outcome {
  return { kind: "success", metadata: { key: "k", value: new Uint8Array(Buffer.from(text)), details: undefined } };
}

const MISSING: Outcome = { kind: "error", code: 5, message: "", details: [] };
const FAULT: Outcome = { kind: "error", code: 13, message: "", details: [] };

/** A clock that stands still but for the waiting, and a server that answers one outcome after the other. */
function scene(outcomes: readonly Outcome[], limit = 1000) {
  let time = 0;
  let at = 0;
  const patience: Patience = {
    limit,
    now: () => time,
    wait: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
  const ask = (): Promise<Evidence> => {
    const outcome = outcomes[Math.min(at++, outcomes.length - 1)] ?? FAULT;
    return Promise.resolve({ exchange: exchange({}), outcome, body: { kind: "json", value: {}, problem: undefined } });
  };
  return { ask, patience, asked: () => at };
}

test("a change that shows at once is not waited for", async () => {
  const { ask, patience, asked } = scene([holding("new")]);
  const shown = await untilShown(ask, NEW, OLD, patience);
  assert.deepEqual([shown.waited, shown.late, asked()], [0, false, 1]);
});

test("the earlier state is waited out, and the time is measured", async () => {
  const { ask, patience, asked } = scene([holding("old"), holding("old"), holding("new")]);
  const shown = await untilShown(ask, NEW, OLD, patience);
  assert.deepEqual(shown.evidence.outcome, holding("new"));
  assert.deepEqual([shown.waited, shown.late, asked()], [60, false, 3]);
});

test("a wrong answer is no slow projection: it ends the waiting", async () => {
  for (const wrong of [FAULT, MISSING, holding("neither")]) {
    const { ask, patience } = scene([holding("old"), wrong, holding("new")]);
    const shown = await untilShown(ask, NEW, OLD, patience);
    assert.deepEqual(shown.evidence.outcome, wrong);
    assert.equal(shown.late, false);
  }
});

test("a projection that takes longer than the limit is late", async () => {
  const { ask, patience } = scene([MISSING]);
  const shown = await untilShown(ask, NEW, { kind: "missing" }, patience);
  assert.equal(shown.late, true);
  assert.ok(shown.waited >= 1000);
});

test("a key that was deleted is waited for as missing", async () => {
  const { ask, patience } = scene([holding("old"), MISSING]);
  const shown = await untilShown(ask, { kind: "missing" }, OLD, patience);
  assert.deepEqual(shown.evidence.outcome, MISSING);
});
