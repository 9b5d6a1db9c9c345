import { StatementError } from "../errors.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance, type Statement, type StatementRun } from "./conformance.ts";
import { mergeStatements } from "./merge.ts";
import type { Shard } from "./merge-rules.ts";
import { digestOf, type StatementPlan } from "./run-plan.ts";
import { validateConformance } from "./statement-file.ts";
import { statementRun, timesOf } from "./statement-run.ts";
import { summaryText } from "./summary.ts";
import type { KnownDeviation } from "../runner/known-deviations.ts";
import type { Row } from "../runner/result.ts";
import { HEAD, row } from "../../tests/support/report-samples.ts";

const UNSTABLE = { retries: 1, throttled: { count: 2, waitedMs: 1500 } };
const TARGET = HEAD.target;

/** The plan of a part: few tests, as the filters say. */
function planOf(current: number, total: number): StatementPlan {
  const filters = ["--grep text"];
  return { shard: total === 1 ? null : { current, total }, filters, strict: false, tests: { planned: 1, ran: 1 } };
}

/** The run of a part: each a second after the one before it. */
function runOf({ shard }: StatementPlan): StatementRun {
  const current = shard?.current ?? 0;
  const startedAt = `2026-11-23T20:00:0${String(current)}.000Z`;
  return {
    id: `run-${String(current)}`,
    shard,
    startedAt,
    durationMs: 5000,
    node: "v22.0.0",
    os: "Linux 6.1 x64",
    clockAheadMs: null,
  };
}

function statement(rows: readonly Row[], parts: Partial<Statement> = {}): Statement {
  return { ...conformance({ ...HEAD, plan: planOf(1, 1) }, [{ rows, ...UNSTABLE }]), ...parts };
}

/** Statements of all shards of one run. */
function shardsOf(...parts: readonly (readonly Row[])[]): readonly Shard[] {
  return parts.map((rows, at) => {
    const plan = planOf(at + 1, parts.length);
    return { path: `shard-${String(at + 1)}`, statement: statement(rows, { plan, runs: [runOf(plan)] }) };
  });
}

function refusal(shards: readonly Shard[]): string {
  try {
    mergeStatements(shards);
  } catch (error) {
    if (error instanceof StatementError) return error.message;
    throw error;
  }
  return "merged";
}

const ROWS = [
  row("pass", { transport: "grpc-web" }),
  row("known", { requirement: "GMM-0102", reason: "KD-1: x" }),
  row("fail", { violations: [{ expected: "a", actual: "b", where: "/c", seen: "d" }] }),
  row("skipped", { case: "parity/key", reason: "needs more" }),
];

test("the proxies of all shards are named", () => {
  const through = (shard: Shard, ...proxies: readonly string[]): Shard => ({
    ...shard,
    statement: { ...shard.statement, target: { ...TARGET, proxies } },
  });
  const [one, two] = shardsOf([row("pass")], [row("pass", { case: "wire/x" })]);
  assert.ok(one !== undefined && two !== undefined, "a shard is missing");
  const merged = mergeStatements([through(one, "b:1"), through(two, "a:1", "b:1")]);
  assert.deepEqual(merged.target.proxies, ["a:1", "b:1"]);
});

test("shards make one statement", () => {
  const text = ROWS.filter((each) => each.case === "success/text" && each.transport === "rest");
  const others = ROWS.filter((each) => !text.includes(each));
  const merged = mergeStatements([...shardsOf(text, others)].reverse());
  const [one, two] = [runOf(planOf(1, 2)), runOf(planOf(2, 2))];
  assert.deepEqual(timesOf(merged.runs), { startedAt: one.startedAt, durationMs: 6000 });
  assert.equal(validateConformance(merged), undefined);
  assert.deepEqual(merged, {
    ...statement(ROWS),
    runs: [one, two],
    plan: { ...planOf(1, 1), tests: { planned: 3, ran: 2 } },
    retries: 2,
    throttled: { count: 4, waitedMs: 3000 },
  });
});

test("a shard that could not begin stays blocked, and hides nothing of the others", () => {
  const [ran, blocked] = shardsOf([row("fail")], [row("blocked"), row("blocked", { case: "wire/x" })]);
  assert.ok(ran !== undefined && blocked !== undefined, "ran or blocked is missing");
  const plan = { ...blocked.statement.plan, tests: { planned: 2, ran: 0 } };
  const { results } = mergeStatements([ran, { ...blocked, statement: { ...blocked.statement, plan } }]);
  assert.deepEqual(
    results.map(({ case: id, verdict }) => [id, verdict]),
    [
      ["success/text", "fail"],
      ["wire/x", "blocked"],
    ],
  );
});

test("statements of different runs are not merged", () => {
  const others: Partial<Statement>[] = [
    { suite: { ...HEAD.suite, version: "2.0.0" } },
    { suite: { ...HEAD.suite, contract: "other documents" } },
    { target: { ...TARGET, vendorVersion: "4.0.1" } },
    { target: { ...TARGET, environment: "staging" } },
    { target: { ...TARGET, baseUrl: "https://elsewhere.example" } },
    { plan: { ...planOf(2, 2), filters: [] } },
    { plan: { ...planOf(2, 2), strict: true } },
    { plan: planOf(2, 3) },
  ];
  for (const other of others) {
    const [one, two] = shardsOf([row("pass")], [row("pass", { case: "wire/x" })]);
    assert.ok(one !== undefined && two !== undefined, "a shard is missing");
    const shards = [one, { ...two, statement: { ...two.statement, ...other } }];
    assert.match(refusal(shards), /^shard-1 and shard-2 are of different runs \(.* and .*\): [^\n]+\.$/);
  }
  assert.throws(() => mergeStatements([]), StatementError);
});

test("shards of two runs of CI are not merged, and what no run of CI links is named", () => {
  const parts = ["success/text", "wire/x", "wire/y"].map((id) => row("pass", { case: id }));
  const shardsIn = (...ciRuns: readonly (string | undefined)[]): readonly Shard[] =>
    shardsOf(...parts.map((part) => [part])).map((shard, at) => {
      const runs = shard.statement.runs.map((run) => ({ ...run, ...ciPart(ciRuns[at]) }));
      return { ...shard, statement: { ...shard.statement, runs } };
    });
  const ciPart = (ciRun: string | undefined): Partial<StatementRun> => (ciRun === undefined ? {} : { ciRun });
  const summary = (...ciRuns: readonly (string | undefined)[]): string =>
    summaryText(mergeStatements(shardsIn(...ciRuns)));
  for (const [ciRuns, refused] of [
    [
      ["GitLab CI 7", "GitLab CI 8", "GitLab CI 7"],
      "shard-1 and shard-2 are of different runs (GitLab CI 7 and GitLab CI 8)",
    ],
    [
      [undefined, "GitLab CI 7", "GitLab CI 8"],
      "shard-2 and shard-3 are of different runs (GitLab CI 7 and GitLab CI 8)",
    ],
  ] as const) {
    assert.equal(refusal(shardsIn(...ciRuns)), `${refused}: merge the shards of one run only.`);
  }
  assert.doesNotMatch(summary("GitLab CI 7", "GitLab CI 7", "GitLab CI 7"), /^Shards:/m);
  for (const ciRuns of [
    [undefined, undefined, undefined],
    ["GitLab CI 7", undefined, "GitLab CI 7"],
  ]) {
    assert.match(
      summary(...ciRuns),
      /^Shards: nothing shows that all are of one run, .*; the first began at \S+:01\.000Z, the last at \S+:03\.000Z\.$/m,
    );
  }
});

test("a run names the run of CI that its machine says it is part of", () => {
  const ciRun = (env: Readonly<Record<string, string>>): string | undefined =>
    statementRun(new Date(), null, null, env).ciRun;
  assert.equal(ciRun({ GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "2" }), "GitHub Actions 7");
  assert.equal(ciRun({ CI_PIPELINE_ID: "8", CI_JOB_ID: "9" }), "GitLab CI 8");
  assert.equal(ciRun({ GITHUB_RUN_ID: " " }), undefined);
});

test("what is merged is each shard once, each test once, and all of them", () => {
  const shards = shardsOf([row("pass")], [row("pass", { case: "wire/x" })], [row("pass", { case: "wire/y" })]);
  const [one, two, three] = shards;
  assert.ok(one !== undefined && two !== undefined && three !== undefined, "a shard is missing");
  assert.equal(refusal(shards), "merged");
  assert.equal(refusal([one, three]), "The statement of shard 2/3 is missing: give those of all 3 shards.");
  assert.equal(refusal([one, two, two]), "shard-2 and shard-2 are both shard 2/3: give each shard once.");
  assert.equal(
    refusal(shardsOf([row("pass")], [row("fail")])),
    "shard-1 and shard-2 both have success/text rest: merge the shards of one run only.",
  );
  const whole = { path: "whole", statement: statement([row("pass")]) };
  assert.match(refusal([whole, whole]), /^whole is of a run without --shard: /);
  const unfiltered = shards.map((shard) => {
    const plan = { ...shard.statement.plan, filters: [] };
    return { ...shard, statement: { ...shard.statement, plan } };
  });
  assert.match(
    refusal(unfiltered),
    /^The statements lack \d+ tests, such as \S+ \S+: give every statement of the run\.$/,
  );
});

test("shards that were judged by two lists of known deviations are of different runs; who names none may be of either", () => {
  const list = (id: string): string => digestOf(id === "" ? [] : [{ id } as KnownDeviation]);
  const judgedBy = (...lists: readonly (string | undefined)[]): readonly Shard[] =>
    shardsOf(...lists.map((_, at) => [row("pass", { case: `success/${String(at)}` })])).map(
      ({ path, statement: each }, at) => {
        const knownDeviations = lists[at];
        return {
          path,
          statement: { ...each, plan: { ...each.plan, ...(knownDeviations === undefined ? {} : { knownDeviations }) } },
        };
      },
    );
  const [one, other] = [list("KD-1"), list("")];
  const why = `lists of known deviations, with the digests ${one} and ${other}`;
  assert.equal(
    refusal(judgedBy(one, other)),
    `shard-1 and shard-2 are of different runs (${why}): merge the shards of one run only.`,
  );
  assert.match(refusal(judgedBy(undefined, one, other)), /^shard-2 and shard-3 are of different runs /);
  assert.equal(refusal(judgedBy(undefined, one)), "merged");
  assert.equal(refusal(judgedBy(undefined, undefined)), "merged");
  const merged = mergeStatements(judgedBy(one, one));
  assert.equal(merged.plan.knownDeviations, one);
  assert.equal(validateConformance(merged), undefined);
});
