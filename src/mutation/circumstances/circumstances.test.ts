import assert from "node:assert/strict";
import { test } from "node:test";
import type { Row } from "../../runner/result.ts";
import type { Expected } from "./circumstance.ts";
import { CIRCUMSTANCES, runCircumstance } from "./index.ts";
import { whyUnexpected } from "./judge.ts";
import type { Said } from "./run.ts";
import { circumstancesMarkdown, showCircumstances } from "./show.ts";

test("there are at least 40 circumstances, each with an id of its own, over every way of running", () => {
  const ids = CIRCUMSTANCES.map(({ id }) => id);
  assert.ok(ids.length >= 40, String(ids.length));
  assert.equal(new Set(ids).size, ids.length);
  const modes = new Set(CIRCUMSTANCES.flatMap((each) => each.modes));
  assert.deepEqual([...modes].sort(), ["other-token", "provisioned", "provisioning", "read-only", "with-value"]);
});

/** One of each kind; npm run mutants runs them all. */
const SAMPLES = [
  "restart/502-stays",
  "refusal/firewall-delete",
  "refusal/maintenance",
  "connection/login",
  "deployment/two-releases",
  "deployment/gone",
  "deployment/wrong-path",
];

for (const id of SAMPLES) {
  test(`a run says what it must in the circumstance ${id}`, async () => {
    const circumstance = CIRCUMSTANCES.find((each) => each.id === id);
    assert.ok(circumstance !== undefined, "circumstance is missing");
    for (const mode of circumstance.modes) {
      assert.deepEqual((await runCircumstance(circumstance, mode)).unexpected, [], mode);
    }
  });
}

const ROW: Row = {
  case: "success/text",
  requirement: "GMM-0101",
  level: "MUST",
  transport: "rest",
  verdict: "pass",
  violations: [],
};
const BLOCKED: Row = { ...ROW, verdict: "blocked", reason: "the server is away" };
const said = (change: Partial<Said>): Said => ({ rows: [ROW], notes: [], retries: 0, leftUsers: 0, ...change });

const UNEXPECTED: readonly (readonly [what: string, said: Said, expected: Expected])[] = [
  ["a failure", said({ rows: [ROW, { ...ROW, verdict: "fail" }] }), { verdict: "pass" }],
  ["nothing at all", said({ rows: [] }), { verdict: "pass" }],
  ["a blocked run", said({ blocked: "the server is away" }), { verdict: "pass" }],
  ["no note", said({}), { verdict: "pass", notes: /clock/ }],
  ["nothing inapplicable", said({}), { verdict: "pass", inapplicable: /nginx/ }],
  ["nothing sent again", said({}), { verdict: "pass", retried: true }],
  ["users left behind", said({ leftUsers: 1 }), { verdict: "pass" }],
  ["a pass where the run is blocked", said({}), { blocked: /away/ }],
  ["another sentence", said({ rows: [BLOCKED] }), { blocked: /gone/ }],
  ["another sentence for the whole run", said({ blocked: "no" }), { blocked: /gone/ }],
  ["another transport", said({ rows: [BLOCKED] }), { blocked: /away/, transports: ["grpc"] }],
  ["a failure beside what is blocked", said({ rows: [BLOCKED, { ...ROW, verdict: "fail" }] }), { blocked: /away/ }],
  ["another requirement", said({ rows: [{ ...ROW, verdict: "fail" }] }), { fails: ["GMM-0102"] }],
  ["a blocked row beside a failure", said({ rows: [{ ...ROW, verdict: "fail" }, BLOCKED] }), { fails: ["GMM-0101"] }],
];

for (const [what, run, expected] of UNEXPECTED) {
  test(`a circumstance notices ${what}`, () => {
    assert.notDeepEqual(whyUnexpected(run, expected), []);
  });
}

test("what was not said as expected is named in the summary and the report", () => {
  const row = { id: "a/b", statement: "something", mode: "read-only", expects: "pass" } as const;
  const rows = [
    { ...row, unexpected: [] },
    { ...row, id: "c/d", unexpected: ["no note says x"] },
  ];
  assert.match(
    showCircumstances(rows),
    /circumstance c\/d \(read-only\): no note says x\n +again: npm run mutants -- --only c\/d\ncircumstances: 1 of 2 said/,
  );
  assert.match(circumstancesMarkdown(rows), /\| c\/d: something \| read-only \| pass \| no \|/);
});
