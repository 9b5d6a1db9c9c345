import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { allTests } from "../cases/tests.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { FAULTS } from "../mutation/faults/index.ts";
import type { Row } from "../runner/result.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { echoing, LEAKS } from "../../tests/support/leaky-behaviours.ts";
import { recordAndReplay, type RecordedAndReplayed } from "../../tests/support/recorded-leaks.ts";
import { assertNoSecret } from "../../tests/support/recorded-secrets.ts";

/** That nothing leaks. */
const NO_LEAK = "GMM-0507";

/** Cases with every kind of credentials, and those in which an answer is written in another way. */
const TELLING = allTests().filter(
  ({ testCase: { id, group } }) =>
    group === "bad-token" ||
    /^(missing-key\/nobody|success\/text|wire\/accept-gzip|isolation\/in-turns|.*\/web-text.*)$/.test(id),
);

const leakyFaults = FAULTS.filter(({ requirement }) => requirement === NO_LEAK);
const kinds: readonly (readonly [name: string, behaviours: readonly Behaviour[]])[] = [
  ...Object.entries(LEAKS),
  ...leakyFaults.map(({ id, behaviour }) => [id, [behaviour]] as const),
];

describe("a recording of a server that leaks holds no secret and has the verdicts with which it was recorded", () => {
  test("in every case", async (t) => {
    const { path, secrets, ...rows } = await recordAndReplay(t, [echoing], allTests());
    assertNoSecret({ path }, secrets);
    assert.ok(assertReplayed(rows) > 4000, "rows are missing");
    // Also what lost a secret is replayed whole.
    const unanswered = rows.replayed.filter(
      ({ verdict, reason }) => verdict === "blocked" || reason === "not recorded",
    );
    assert.deepEqual(unanswered, []);
    for (const transport of TRANSPORTS) {
      const leaks = rows.replayed.filter((row) => row.requirement === NO_LEAK && row.transport === transport);
      assert.ok(leaks.filter(({ verdict }) => verdict === "fail").length > 20, transport);
    }
  });

  // What is no secret must fit too: fields that come twice, a content that is compressed.
  const others = FAULTS.filter(({ id }) => id === "wire/status-repeated").map(
    ({ id, behaviour }) => [id, [behaviour]] as const,
  );
  for (const [name, behaviours] of [...kinds, ...others]) {
    test(name, async (t) => {
      const { path, secrets, ...rows } = await recordAndReplay(t, behaviours, TELLING);
      assertNoSecret({ path }, secrets);
      assert.ok(assertReplayed(rows) > 500, "rows are missing");
    });
  }
});

/** Asserts that every row of the replay is as it was recorded, and counts them. */
function assertReplayed({ recorded, replayed }: Pick<RecordedAndReplayed, "recorded" | "replayed">): number {
  const before = new Map(recorded.map((row) => [placeOf(row), shown(row)]));
  const rows = replayed.filter(({ verdict }) => verdict !== "skipped");
  for (const row of rows) assert.deepEqual(shown(row), before.get(placeOf(row)), placeOf(row));
  return rows.length;
}

function placeOf({ case: id, transport, requirement }: Row): string {
  return `${id} ${transport} ${requirement}`;
}

function shown({ verdict, violations }: Row): unknown {
  return { verdict, violations };
}
