import assert from "node:assert/strict";
import { test } from "node:test";
import { CASES } from "../cases/index.ts";
import { readArguments } from "../cli/playwright-arguments.ts";
import { requirementsOn } from "../runner/rows.ts";
import { NO_RETRIES } from "../runner/http/retry-statistics.ts";
import type { Verdict } from "../runner/result.ts";
import { allureMessage } from "./allure.ts";
import { joinAttempts } from "./attempts.ts";
import { blockedRun, Collector, everyTest, plannedTest } from "./collector.ts";
import { createRedactor } from "./redact.ts";
import { resultsPath } from "./results-path.ts";
import { contextFromEnv, contextToEnv, type RunContext } from "../runner/run-context.ts";
import { caseRun, FACTS, row, TOKEN } from "../../tests/support/report-samples.ts";

const [first] = CASES;
const id = first?.id ?? "";

test("a test is known by its title and its project", () => {
  assert.deepEqual(plannedTest(`${id} Some title`, "grpc-web"), { caseId: id, transport: "grpc-web" });
  assert.equal(plannedTest("not/a-case at all", "rest"), undefined);
  assert.equal(plannedTest(`${id} Some title`, "chromium"), undefined);
});

test("a planned test without rows is blocked, with its reason", () => {
  const collector = new Collector();
  const passed = { rows: [row("pass")], retries: 2, throttled: { count: 0, waitedMs: 0 } };
  const [ran, crashed, missing] = everyTest();
  assert.ok(ran !== undefined && crashed !== undefined && missing !== undefined, "a run is missing");
  collector.add(ran, passed);
  collector.blocked(crashed, "the worker died");
  const [one, two, three] = collector.runs([ran, crashed, missing], "interrupted");
  assert.deepEqual(one, passed);
  assert.equal(
    two?.rows.every(({ verdict, reason }) => verdict === "blocked" && reason === "the worker died"),
    true,
  );
  assert.equal(
    three?.rows.every(({ verdict, reason }) => verdict === "blocked" && reason === "interrupted"),
    true,
  );
});

test("of several attempts the worst counts, whichever it is, and says that they differ", () => {
  const [planned] = everyTest();
  assert.ok(planned !== undefined, "planned is missing");
  const violation = { expected: "a", actual: "b", where: "/c", seen: "d" };
  const failed = row("fail", { violations: [violation] });
  const attempts = [row("pass"), failed, row("pass")];
  for (const order of [attempts, [...attempts].reverse(), [failed, ...attempts]]) {
    const collector = new Collector();
    for (const each of order)
      collector.add(planned, {
        ...NO_RETRIES,
        rows: [each, row("pass", { requirement: "GMM-0102" })],
        lag: 7,
        retries: 1,
      });
    const [run, ...rest] = collector.runs([planned, planned], "interrupted");
    assert.deepEqual(rest, [], "repetitions of a test are one test");
    assert.deepEqual(run?.rows, [{ ...failed, unstable: true }, row("pass", { requirement: "GMM-0102" })]);
    assert.deepEqual([run.retries, run.lag], [order.length, 7]);
  }
});

test("an attempt that could not judge outweighs one that passed, and hides no violation", () => {
  const verdictOf = (...verdicts: readonly Verdict[]): Verdict | undefined =>
    joinAttempts(verdicts.map((verdict) => ({ ...NO_RETRIES, rows: [row(verdict)] }))).rows[0]?.verdict;
  assert.equal(verdictOf("blocked", "pass"), "blocked");
  assert.equal(verdictOf("blocked", "fail"), "fail");
  assert.equal(verdictOf("deviation", "known"), "deviation");
  assert.equal(verdictOf("skipped", "pass"), "pass");
});

test("a blocked run has one row for each case, requirement and transport", () => {
  const rows = everyTest().flatMap((planned) => blockedRun(planned, "x").rows);
  const expected = CASES.flatMap((testCase) =>
    testCase.transports.flatMap((transport) => requirementsOn(testCase, transport)),
  );
  assert.equal(rows.length, expected.length);
  assert.equal(new Set(rows.map((one) => `${one.case} ${one.requirement} ${one.transport}`)).size, rows.length);
});

test("a context is the same in another process, however big", () => {
  const value = Buffer.from(Array.from({ length: 500_000 }, (_, at) => (at * at * 31 + (at >> 3)) % 251)).toString(
    "base64",
  );
  const context: RunContext = {
    descriptor: { ...FACTS, stored: [{ key: "ünï😀", value }] },
    blocked: { grpc: "no HTTP/2" },
    strict: true,
    known: [],
  };
  const env = contextToEnv(context);
  assert.deepEqual(contextFromEnv(env), context);
  assert.equal(
    Object.values(env).every((part) => part.length < 131_072),
    true,
  );
  assert.equal(contextFromEnv({}), undefined);
});

test("the arguments are passed on, but for the reporter", () => {
  assert.deepEqual(readArguments(["--project", "rest", "--reporter=list,github", "--verbose", "-g", "x"]), {
    args: ["--project", "rest", "-g", "x"],
    isVerbose: true,
    reporter: "list,github",
    runsNothing: false,
    plan: { shard: null, filters: ["--grep x", "--project rest"] },
  });
  assert.deepEqual(readArguments(["--reporter", "line", "--shard=2/3", "-j2"]), {
    args: ["--shard=2/3", "-j2"],
    isVerbose: false,
    reporter: "line",
    shard: 2,
    runsNothing: false,
    plan: { shard: { current: 2, total: 3 }, filters: [] },
  });
  assert.equal(readArguments(["--shard", "1/4"]).shard, 1);
  assert.equal(readArguments(["--list"]).runsNothing, true);
  const filters = ["--grep=x", "tests/life.spec.ts", "--project", "rest", "grpc", "--workers", "1"];
  assert.deepEqual(readArguments(filters).plan.filters, ["--grep x", "--project grpc rest", "tests/life.spec.ts"]);
});

test("a shard has a file of its own", () => {
  assert.equal(resultsPath({}), "results/conformance.json");
  assert.equal(resultsPath({}, 2), "results/shard-2.json");
  assert.equal(resultsPath({ CONFORMANCE_OUT: "x.json" }, 2), "x.json");
});

test("a test's page begins with what was found, and its labels say what was tested", () => {
  assert.ok(first !== undefined, "first is missing");
  const run = caseRun([
    row("pass", { requirement: "GMM-0117", level: "SHOULD" }),
    row("inapplicable", { requirement: "GMM-0102", reason: "no success" }),
    row("known", { reason: `a | b ${TOKEN}` }),
  ]);
  const { data } = allureMessage(first, run, FACTS, createRedactor([TOKEN]));
  const labels = data.labels.map(({ name, value }) => `${name}=${value}`);
  for (const label of ["transport=rest", "target=live", "verdict=known", "tag=known", "severity=critical"]) {
    assert.ok(labels.includes(label), label);
  }
  assert.ok(labels.length <= 12, "a reader takes in no more");
  assert.match(data.description, /^\*\*KNOWN\*\* GMM-0101 MUST .*\n\n- a \\\| b \\\*\\\*\\\*/);
  assert.match(
    data.description,
    /GMM-0117 .*\[RFC 9111 §3\.5\]\(https:\/\/www\.rfc-editor\.org\/rfc\/rfc9111\.html#section-3\.5\)/,
  );
  assert.match(data.description, /\*\*Nothing to judge\*\* \(1\), no success: GMM-0102$/);
});
