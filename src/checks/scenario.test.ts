import assert from "node:assert/strict";
import { test } from "node:test";
import { readers } from "../transports/index.ts";
import { answered } from "../../tests/support/answered.ts";
import { ANY_CASE } from "../../tests/support/check-input.ts";
import type { ScenarioAnswer } from "./check.ts";
import { datesFitTheWrite } from "./scenario.ts";

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
