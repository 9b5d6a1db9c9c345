import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcome } from "../protocol/outcome.ts";
import { readers } from "../transports/index.ts";
import { exchange } from "../../tests/support/report-samples.ts";
import { answered } from "../../tests/support/answered.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import type { ScenarioAnswer } from "./check.ts";
import { changeStays, datesFitTheWrite } from "./scenario.ts";

const WRITTEN = Date.parse("2026-01-01T12:00:00Z");
const MINUTE = 60_000;

/** Minutes by which clocks are ahead of the one that wrote the dates of the entry. */
interface Clocks {
  readonly ours: number;
  readonly servers: number;
  readonly date?: number;
}

/** Where the dates of a new entry, which is read at once, are taken for others than the time of its write. */
function wrongDates({ ours, servers, date }: Clocks, created = WRITTEN): readonly string[] {
  const [creationDate, changeDate] = [created, WRITTEN].map((time) => new Date(time).toISOString());
  const metadata = { key: "key1", value: "YQ==", details: { creationDate, changeDate } };
  const evidence = readers.rest({
    ...answered("rest", {
      headers: [
        ["content-type", "application/json"],
        ...(date === undefined ? [] : [["date", new Date(WRITTEN + date * MINUTE).toUTCString()] as const]),
      ],
      body: new Uint8Array(Buffer.from(JSON.stringify({ metadata }))),
    }),
    startedAt: WRITTEN + ours * MINUTE,
  });
  const state = { entry: 0, changes: 1, lastChange: "stored", repeated: false, sender: "subject" } as const;
  const read: ScenarioAnswer = { ...state, step: { do: "read" }, evidence, expected: { kind: "missing" } };
  const finding = datesFitTheWrite({
    ...ANY_CASE,
    ...{ kind: "scenario", transport: "rest", latest: WRITTEN + servers * MINUTE, evidence, answers: [read] },
  });
  return "nothing" in finding ? [finding.nothing] : finding.map(({ where }) => where);
}

test("the dates of a new entry are compared with whichever clock is behind", () => {
  for (const clocks of [
    { ours: 0, servers: 0, date: 0 },
    { ours: 0, servers: 20, date: 20 },
    { ours: 20, servers: 20, date: 0 },
    { ours: 20, servers: 0 },
    { ours: 14, servers: 14, date: 14 },
  ]) {
    assert.deepEqual(wrongDates(clocks), [], JSON.stringify(clocks));
  }
  const both = ["/metadata/details/creationDate", "/metadata/details/changeDate"];
  assert.deepEqual(wrongDates({ ours: 16, servers: 16, date: 16 }), both);
  assert.deepEqual(wrongDates({ ours: 16, servers: 16 }), both);
  assert.deepEqual(wrongDates({ ours: 0, servers: 0, date: 0 }, WRITTEN - 16 * MINUTE), both.slice(0, 1));
});

/** What is said of a value that is read twice: with these outcomes, where it must be missing. */
function saidOfStaying(first: Outcome, second: Outcome, changes = 1): unknown {
  const evidence = (outcome: Outcome) =>
    ({ exchange: exchange({}), outcome, body: { kind: "json", value: {}, problem: undefined } }) as const;
  const read = {
    entry: 0,
    changes,
    sender: "subject",
    step: { do: "read" },
    expected: { kind: "missing" },
  } as const;
  const finding = changeStays({
    ...ANY_CASE,
    ...{ kind: "scenario", transport: "rest", evidence: evidence(second) },
    answers: [
      { ...read, repeated: false, evidence: evidence(first) },
      { ...read, repeated: true, evidence: evidence(second) },
    ],
  });
  return "nothing" in finding ? finding.nothing : finding.length;
}

test("only a change that was seen can be undone", () => {
  const missing: Outcome = { kind: "error", code: 5, message: "", details: [] };
  const broken: Outcome = { ...missing, code: 13 };
  assert.equal(saidOfStaying(missing, missing), 0);
  assert.equal(saidOfStaying(missing, broken), 1);
  assert.equal(saidOfStaying(broken, broken), "no change was seen and read again");
  assert.equal(saidOfStaying(broken, broken, 0), 1, "what nobody has changed is there at once");
});
