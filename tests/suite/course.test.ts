import assert from "node:assert/strict";
import { test } from "node:test";
import type { Due } from "../../src/contract/check.ts";
import type { Evidence, Outcome } from "../../src/contract/outcome.ts";
import { untilShown, type Shown } from "../../src/engine/until-shown.ts";
import { FakeClock } from "./fake-clock.ts";
import { exchange } from "./report-samples.ts";

const OLD: Due = { kind: "value", value: Buffer.from("old") };
const NEW: Due = { kind: "value", value: Buffer.from("new") };

function holding(text: string): Outcome {
  return { kind: "success", metadata: { key: "k", value: new Uint8Array(Buffer.from(text)), details: undefined } };
}

const MISSING: Outcome = { kind: "error", code: 5, message: "", details: [] };
const FAULT: Outcome = { kind: "error", code: 13, message: "", details: [] };

/** A clock that stands still but for the waiting, and a server that answers one outcome after the other. */
function scene(outcomes: readonly Outcome[]) {
  let at = 0;
  const ask = (): Promise<Evidence> => {
    const outcome = outcomes[Math.min(at++, outcomes.length - 1)] ?? FAULT;
    return Promise.resolve({ exchange: exchange({}), outcome, body: { kind: "json", value: {}, problem: undefined } });
  };
  const shows = (due: Due, before: Due): Promise<Shown> => untilShown(ask, due, before, 1000, new FakeClock());
  return { shows, asked: () => at };
}

test("a change that shows at once is not waited for", async () => {
  const { shows, asked } = scene([holding("new")]);
  const shown = await shows(NEW, OLD);
  assert.deepEqual([shown.waited, shown.late, asked()], [0, false, 1]);
});

test("the earlier state is waited out, and the time is measured", async () => {
  const { shows, asked } = scene([holding("old"), holding("old"), holding("new")]);
  const shown = await shows(NEW, OLD);
  assert.deepEqual(shown.evidence.outcome, holding("new"));
  assert.deepEqual([shown.waited, shown.late, asked()], [60, false, 3]);
});

test("a wrong answer is no slow projection: it ends the waiting", async () => {
  for (const wrong of [FAULT, MISSING, holding("neither")]) {
    const { shows } = scene([holding("old"), wrong, holding("new")]);
    const shown = await shows(NEW, OLD);
    assert.deepEqual(shown.evidence.outcome, wrong);
    assert.equal(shown.late, false);
  }
});

test("a projection that takes longer than the limit is late", async () => {
  const { shows } = scene([MISSING]);
  const shown = await shows(NEW, { kind: "missing" });
  assert.equal(shown.late, true);
  assert.ok(shown.waited >= 1000);
});

test("a key that was deleted is waited for as missing", async () => {
  const { shows } = scene([holding("old"), MISSING]);
  const shown = await shows({ kind: "missing" }, OLD);
  assert.deepEqual(shown.evidence.outcome, MISSING);
});
