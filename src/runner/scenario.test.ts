import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExpectedValue } from "../checks/check.ts";
import { fits } from "../checks/scenario.ts";
import type { Evidence, Outcome } from "../protocol/outcome.ts";
import { CASES } from "../cases/index.ts";
import { stepsOf, type Step } from "../contract/case.ts";
import { runScenario, type ScenarioContext } from "./scenario.ts";
import { caseTimeLimit } from "./time-limit.ts";
import { untilShown, type Shown } from "./until-visible.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { exchange, FACTS } from "../../tests/support/report-samples.ts";

const OLD: ExpectedValue = { kind: "value", value: Buffer.from("old") };
const NEW: ExpectedValue = { kind: "value", value: Buffer.from("new") };

function storedState(text: string): Outcome {
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
  const shows = (expected: ExpectedValue, before: ExpectedValue): Promise<Shown> =>
    untilShown(ask, expected, [before], 1000, new FakeClock());
  return { shows, asked: () => at };
}

test("a change that shows at once is not waited for", async () => {
  const { shows, asked } = scene([storedState("new")]);
  const shown = await shows(NEW, OLD);
  assert.deepEqual([shown.waited, shown.late, asked()], [0, false, 1]);
});

test("the earlier state is waited out, and the time is measured", async () => {
  const { shows, asked } = scene([storedState("old"), storedState("old"), storedState("new")]);
  const shown = await shows(NEW, OLD);
  assert.deepEqual(shown.evidence.outcome, storedState("new"));
  assert.deepEqual([shown.waited, shown.late, asked()], [60, false, 3]);
});

test("a wrong answer is no slow projection: it ends the waiting", async () => {
  for (const wrong of [FAULT, MISSING, storedState("neither")]) {
    const { shows } = scene([storedState("old"), wrong, storedState("new")]);
    const shown = await shows(NEW, OLD);
    assert.deepEqual(shown.evidence.outcome, wrong);
    assert.equal(shown.late, false);
  }
});

test("a projection that takes longer than the limit is late", async () => {
  const { shows } = scene([MISSING]);
  const shown = await shows(NEW, { kind: "missing" });
  assert.equal(shown.late, true);
  assert.ok(shown.waited >= 1000, String(shown.waited));
});

test("a key that was deleted is waited for as missing", async () => {
  const { shows } = scene([storedState("old"), MISSING]);
  const shown = await shows({ kind: "missing" }, OLD);
  assert.deepEqual(shown.evidence.outcome, MISSING);
});

/** A vendor whose projections take what was changed once in so many milliseconds. */
function everySoOften(interval: number, clock: FakeClock): ScenarioContext {
  const changes: { readonly key: string; readonly outcome: Outcome; readonly from: number }[] = [];
  const change = (key: string, outcome: Outcome): Promise<void> => {
    changes.push({ key, outcome, from: Math.ceil((clock.now() + 1) / interval) * interval });
    return Promise.resolve();
  };
  return {
    ...slowest(clock),
    adminClient: {
      write: (key, value) => change(key, storedState(Buffer.from(value).toString())),
      delete: (key) => change(key, MISSING),
      createRevocableUser: () => Promise.reject(new Error("No user is made here")),
    },
    ask: (_transport, _token, asked) => {
      const shown = changes.findLast(({ key, from }) => key === asked && from <= clock.now());
      const body = { kind: "json", value: {}, problem: undefined } as const;
      return Promise.resolve({ exchange: exchange({}), outcome: shown?.outcome ?? MISSING, body });
    },
    projectionTimeout: 1000,
  };
}

test("what shows after the limit, but no later than what was changed after it, is slow and not lost", async () => {
  const steps: readonly Step[] = ["one", "two", "three"].flatMap((value): Step[] => [
    { do: "write", value },
    { do: "read" },
  ]);
  const { answers, lag } = await runScenario(steps, "k", "rest", everySoOften(1500, new FakeClock()));
  assert.deepEqual(
    answers.filter(({ evidence, expected, isLost }) => isLost === true || !fits(evidence, expected)),
    [],
  );
  assert.ok(lag >= 1000, String(lag));
});

const TIMEOUT = 10_000;
const PROJECTION = 60_000;
const SLOW = { ...FACTS, timeout: TIMEOUT, projectionTimeout: PROJECTION };

/** A vendor who takes as long for every request, and to show every change, as is borne with. */
function slowest(clock: FakeClock): ScenarioContext {
  const before: ExpectedValue = { kind: "missing" };
  let now: Outcome = MISSING;
  let next: Outcome = MISSING;
  let changed = clock.now();
  const change = (outcome: Outcome): Promise<void> => {
    clock.pass(TIMEOUT);
    [now, next, changed] = [next, outcome, clock.now()];
    return Promise.resolve();
  };
  const refused: Outcome = { kind: "error", code: 16, message: "", details: [] };
  return {
    adminClient: {
      write: (_, value) => change(storedState(Buffer.from(value).toString())),
      delete: () => change(MISSING),
      createRevocableUser: (_, value) => {
        clock.pass(4 * TIMEOUT + 2 * (PROJECTION + TIMEOUT));
        now = next = storedState(Buffer.from(value).toString());
        return Promise.resolve({
          tokens: { first: "1", second: "2" },
          removeToken: () => change(refused),
          deactivate: () => change(refused),
        });
      },
    },
    ask: () => {
      clock.pass(TIMEOUT);
      const outcome = clock.now() - changed >= PROJECTION ? next : now;
      const body = { kind: "json", value: {}, problem: undefined } as const;
      return Promise.resolve({ exchange: exchange({}), outcome, body });
    },
    tokens: { subject: "s", other: "o" },
    before: { subject: before, other: before },
    projectionTimeout: PROJECTION,
    clock,
    target: { baseUrl: "https://id.example.com" },
    onSecret: () => undefined,
  };
}

test("the time limit of a scenario lets the slowest vendor come to its end", async () => {
  for (const testCase of CASES) {
    const { id } = testCase;
    const steps = stepsOf(testCase);
    if (steps === undefined || steps.some((step) => step.do === "concurrent")) continue;
    const clock = new FakeClock();
    const start = clock.now();
    await runScenario(steps, "k", "rest", slowest(clock));
    const took = clock.now() - start;
    assert.ok(took > 150_000, `${id} took ${String(took)} ms`);
    assert.ok(caseTimeLimit(SLOW, steps) >= took, `${id} took ${String(took)} ms`);
    assert.ok(caseTimeLimit(SLOW) < took, `the limit of other cases is none for ${id}`);
  }
});

test("requests that are sent at once take as long as the rate makes them", () => {
  const scenario = [{ do: "concurrent", times: 64, over: "all" }] as const;
  const network = { retryAfterLimit: 1, maxPerSecond: 0.5 };
  const alone = caseTimeLimit({ ...SLOW, network }, []);
  assert.equal(caseTimeLimit({ ...SLOW, network }, scenario) >= alone + 2 * 63 * 2000, true);
});
