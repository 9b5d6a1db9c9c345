import assert from "node:assert/strict";
import { test } from "node:test";
import type { Case, ScenarioCase } from "../contract/case.ts";
import { CASES } from "../cases/index.ts";
import { TRANSPORTS } from "../contract/transport.ts";
import { failure } from "../mutation/faults/change.ts";
import { FAULTS } from "../mutation/faults/index.ts";
import { SteadyClock } from "../mutation/steady-clock.ts";
import { openRunner } from "../provisioning/open-runner.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference } from "../servers/reference/open.ts";
import type { CaseRun } from "./result.ts";
import { blockedRows } from "./blocked-transports.ts";

/** Two entries that are changed at once and read over several transports. */
const TWO_ENTRIES: ScenarioCase = {
  kind: "scenario",
  id: "life/two-entries",
  title: "Two entries are stored at once, replaced, and one is deleted",
  group: "life",
  transports: TRANSPORTS,
  request: { key: "{fresh}", credential: "subject" },
  steps: [
    {
      do: "together",
      steps: [
        { do: "write", value: "one" },
        { do: "write", value: "AAEC", base64: true, entry: 1 },
      ],
    },
    { do: "read", over: "grpc" },
    { do: "read", entry: 1 },
    { do: "write", value: "another", entry: 1 },
    { do: "read", entry: 1, over: "grpc-web" },
    { do: "delete" },
    {
      do: "together",
      steps: [{ do: "read" }, { do: "read", entry: 1 }],
    },
  ],
  expect: { kind: "open" },
  requirements: ["GMM-1001", "GMM-1002", "GMM-1003", "GMM-1004", "GMM-1005", "GMM-1006", "GMM-1007"],
};

async function violatedBy(faults: readonly string[], testCase?: Case): Promise<readonly string[]> {
  const { rows } = await runWith(faults, testCase);
  return rows.filter(({ verdict }) => verdict === "fail").map(({ requirement }) => requirement);
}

async function runWith(
  faults: readonly string[],
  testCase: Case = TWO_ENTRIES,
  others: readonly Behaviour[] = [],
): Promise<CaseRun> {
  // By the machine's clock one entry in a thousand has times of whole seconds, which do not show a change.
  const clock = new SteadyClock();
  const target = await openReference({ now: clock.now });
  clock.start();
  const behaviours = FAULTS.filter(({ id }) => faults.includes(id)).map(({ behaviour }) => behaviour);
  target.server.setBehaviours([...behaviours, ...others]);
  const runner = openRunner({ ...target.descriptor, projectionTimeout: 300 });
  const run = await runner.run(testCase, "rest");
  runner.close();
  await target.close();
  return run;
}

test("entries of a scenario are changed and read each by itself, at once and over any transport", async () => {
  assert.deepEqual(await violatedBy([]), []);
});

test("each kind of change is judged wherever in the scenario it is", async () => {
  const expected = {
    "scenario/stored-cut": ["GMM-1001", "GMM-1002"],
    "scenario/deleted-empty": ["GMM-1003"],
    "scenario/sequence-falls": ["GMM-1004"],
    "scenario/creation-moves": ["GMM-1005"],
    "scenario/change-stays": ["GMM-1006"],
  };
  for (const [fault, violated] of Object.entries(expected))
    assert.deepEqual(await violatedBy([fault]), violated, fault);
});

test("what is lost is judged, though the scenario cannot go on without it", async () => {
  const again = CASES.find(({ id }) => id === "life/again");
  assert.deepEqual(await violatedBy([], again), []);
  for (const fault of ["past/not-stored-again", "past/others-removed"]) {
    const { rows, lag } = await runWith([fault], again);
    const failed = rows.filter(({ verdict }) => verdict === "fail");
    assert.deepEqual(
      failed.map(({ requirement, violations }) => [requirement, violations[0]?.actual]),
      [["GMM-1001", "HTTP 404 and code 5 (NOT_FOUND), though a later change shows"]],
      fault,
    );
    assert.equal(lag, 0, "what never shows is not slow");
  }
});

test("what is lost under a key of another kind, which may be as long as a key can be, is judged", async () => {
  const behaviour: Behaviour = {
    answer: (answer, { route }) => (route.kind === "metadata" && route.key.includes("é") ? failure(5, 404) : answer),
  };
  const request = { ...TWO_ENTRIES.request, key: `{fresh}${"é".repeat(200 - "fresh-0123456789ab".length)}` };
  const steps: ScenarioCase["steps"] = [{ do: "write", value: "one" }, { do: "read" }];
  const testCase = { ...TWO_ENTRIES, request, steps, requirements: ["GMM-1001"] } as const;
  const { rows } = await runWith([], testCase, [behaviour]);
  assert.deepEqual(
    rows.map(({ verdict }) => verdict),
    ["fail"],
  );
});

test("a scenario that the environment ends blocks, unless a failure came before", async () => {
  const nothingDeleted: Behaviour = {
    call: (call) => {
      const { route } = call;
      if (route.kind !== "management" || route.operation !== "removeUserMetadata") return call;
      return { ...call, route: { ...route, params: { ...route.params, id: "nobody" } } };
    },
  };
  const life = CASES.find(({ id }) => id === "life/value");
  const verdicts = async (faults: readonly string[]): Promise<ReadonlySet<string>> => {
    const { rows } = await runWith(faults, life, [nothingDeleted]);
    return new Set(rows.map(({ verdict }) => verdict));
  };
  assert.deepEqual(await verdicts([]), new Set(["blocked"]));
  assert.deepEqual(await verdicts(["scenario/goes-back"]), new Set(["blocked"]), "it violates a SHOULD only");
  assert.equal((await verdicts(["scenario/stored-cut"])).has("fail"), true);
});

test("a slow projection may show any state since the last read", async () => {
  const target = await openReference({ projectionDelay: 150 });
  const runner = openRunner({ ...target.descriptor, projectionTimeout: 60_000 });
  const steps: ScenarioCase["steps"] = [
    { do: "write", value: "one" },
    { do: "read" },
    { do: "write", value: "two" },
    { do: "delete" },
    { do: "read" },
  ];
  const { rows } = await runner.run(
    { ...TWO_ENTRIES, steps, requirements: ["GMM-1001", "GMM-1003", "GMM-1007"] },
    "rest",
  );
  runner.close();
  await target.close();
  assert.deepEqual(
    rows.map(({ verdict }) => verdict),
    ["pass", "pass", "pass"],
  );
});

test("a scenario that reads over a blocked transport is not run", () => {
  const rows = blockedRows(TWO_ENTRIES, "rest", { grpc: "gRPC is blocked." }) ?? [];
  assert.deepEqual([...new Set(rows.map(({ reason }) => reason))], ["cannot be compared with grpc: gRPC is blocked."]);
});
