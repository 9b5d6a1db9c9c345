import { StatementError } from "../errors.ts";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, statementTarget, type Statement } from "./conformance.ts";
import { exitCode } from "./exit-code.ts";
import { mergeStatements } from "./merge.ts";
import { announcementsIn } from "../protocol/deprecation.ts";
import type { StatementPlan } from "./run-plan.ts";
import { readStatement, validateConformance, writeStatement } from "./statement-file.ts";
import { countTests, summaryText } from "./summary.ts";
import type { Row } from "../runner/result.ts";
import { FACTS, HEAD, row } from "../../tests/support/report-samples.ts";
import { scratchFolder } from "../../tests/support/scratch.ts";

const UNSTABLE = { retries: 1, throttled: { count: 2, waitedMs: 1500 } };
const TARGET = HEAD.target;

/** The plan of a part: few tests, as the filters say. */
function planOf(current: number, total: number): StatementPlan {
  const filters = ["--grep text"];
  return { shard: total === 1 ? null : { current, total }, filters, strict: false, tests: { planned: 1, ran: 1 } };
}

function statement(rows: readonly Row[], parts: Partial<Statement> = {}): Statement {
  return { ...conformance({ ...HEAD, plan: planOf(1, 1) }, [{ rows, ...UNSTABLE }]), ...parts };
}

function file(content: string): string {
  const path = join(scratchFolder(), "s.json");
  writeFileSync(path, content);
  return path;
}

const ROWS = [
  row("pass", { transport: "grpc-web" }),
  row("known", { requirement: "GMM-0102", reason: "KD-1: x" }),
  row("fail", { violations: [{ expected: "a", actual: "b", where: "/c", seen: "d" }] }),
  row("skipped", { case: "parity/key", reason: "needs more" }),
];

test("a statement fits its schema, and counts its rows", () => {
  const made = statement(ROWS);
  assert.equal(validateConformance(made), undefined);
  assert.deepEqual(made.summary, {
    pass: 1,
    fail: 1,
    deviation: 0,
    known: 1,
    stale: 0,
    inapplicable: 0,
    skipped: 1,
    blocked: 0,
  });
});

test("the order of the rows does not depend on the order of the run", () => {
  assert.deepEqual(statement(ROWS), statement([...ROWS].reverse()));
  const order = statement(ROWS).results.map(
    ({ case: id, transport, requirement }) => `${id} ${transport} ${requirement}`,
  );
  assert.deepEqual(order, [
    "parity/key rest GMM-0101",
    "success/text rest GMM-0101",
    "success/text rest GMM-0102",
    "success/text grpc-web GMM-0101",
  ]);
});

test("a version that is not known is null", () => {
  const made = statement([], { target: { ...TARGET, vendorVersion: null } });
  assert.equal(validateConformance(made), undefined);
});

test("what is no statement is refused in one sentence", () => {
  assert.match(validateConformance({ ...statement(ROWS), more: 1 }) ?? "", /additional/);
  assert.match(validateConformance({ ...statement([row("pass", { requirement: "X" })]) }) ?? "", /pattern/);
  for (const path of ["no/such.json", file("{"), file("{}")]) {
    assert.throws(
      () => readStatement(path),
      (error) => error instanceof StatementError && /^[^\n]+\.$/.test(error.message),
    );
  }
});

test("a statement is read as it was written", () => {
  const path = file("");
  writeStatement(path, statement(ROWS));
  assert.deepEqual(readStatement(path), statement(ROWS));
});

test("2 outranks 1, and nothing judged is 2", () => {
  const code = (verdicts: readonly Row["verdict"][], strict = false): number =>
    exitCode(statement(verdicts.map((verdict) => row(verdict))).summary, strict);
  assert.equal(code(["pass", "known", "skipped", "deviation"]), 0);
  assert.equal(code(["pass", "deviation"], true), 1);
  assert.equal(code(["pass", "fail"]), 1);
  assert.equal(code(["pass", "stale"]), 1);
  assert.equal(code(["pass", "fail", "blocked"]), 2);
  assert.equal(code(["skipped", "inapplicable"]), 2);
  assert.equal(code([]), 2);
});

test("tests are counted by their worst row", () => {
  const counts = countTests([...ROWS, row("blocked", { case: "wire/x" }), row("stale", { case: "wire/y" })]);
  assert.deepEqual(counts, { passed: 1, failed: 2, skipped: 1, blocked: 1 });
});

test("the summary has the table, what is known, and ends with the line that CI reads", () => {
  const text = summaryText(statement([...ROWS, row("blocked", { transport: "grpc", reason: "no HTTP/2" })]));
  assert.match(text, /^rest +0 +1 +0 +0 +1 +0 +1 +0$/m);
  assert.match(text, /^Known deviations:\n {2}GMM-0102 /m);
  assert.match(text, /^Blocked \(grpc\): no HTTP\/2$/m);
  assert.equal(text.split("\n").at(-1), "1 passed, 1 failed, 1 skipped, 1 blocked");
});

test("the summary tells of the line to the target: what was sent again, what was waited for, and the proxy", () => {
  const shaky = (retries: number, count: number, waitedMs: number): string =>
    summaryText({ ...statement(ROWS), retries, throttled: { count, waitedMs } });
  const told =
    "Retries: 3 requests sent again after a lost connection or a gateway's 502, 503 or 504, 2 answers 429 or 503 waited for (12 s)";
  assert.equal(shaky(3, 2, 11_500).split("\n").includes(told), true);
  assert.match(
    shaky(1, 0, 0),
    /^Retries: 1 request sent again after a lost connection or a gateway's 502, 503 or 504$/m,
  );
  assert.match(shaky(0, 1, 500), /^Retries: 1 answer 429 or 503 waited for \(1 s\)$/m);
  assert.doesNotMatch(shaky(0, 0, 0), /Retries|proxy/);
  const proxied = statement(ROWS, { target: { ...TARGET, proxies: ["proxy.example:3128"] } });
  assert.match(summaryText(proxied), /^live 4\.0\.0 at \S+ through the proxy proxy\.example:3128, 4 judgements$/m);
});

test("the statement names a proxy by host and port, and nothing that it was given", () => {
  const proxy = { url: "http://proxy.example:3128", credentials: "user:no-one-may-see-this" };
  const target = statementTarget({ ...FACTS, network: { proxy, retryAfterLimit: 0 } });
  assert.deepEqual(target.proxies, ["proxy.example:3128"]);
  assert.equal(validateConformance(statement(ROWS, { target })), undefined);
  assert.equal(JSON.stringify(target).includes("no-one"), false);
  assert.deepEqual(TARGET.proxies, []);
});

test("the summary tells when the operation is deprecated and ends, once, and fails nothing for it", () => {
  const [deprecated, ends] = announcementsIn([
    ["deprecation", "@1688169599"],
    ["sunset", "Sat, 31 Dec 2033 23:59:59 GMT"],
  ]);
  assert.ok(deprecated !== undefined && ends !== undefined, "deprecated or ends is missing");
  const rows = [row("pass")];
  const made = conformance({ ...HEAD, plan: planOf(1, 1) }, [
    { rows, ...UNSTABLE, announced: [ends, deprecated] },
    { rows: [], ...UNSTABLE, announced: [ends] },
  ]);
  assert.equal(validateConformance(made), undefined);
  assert.deepEqual(made.announced, [deprecated, ends]);
  assert.deepEqual(mergeStatements([{ path: "a", statement: made }]).announced, made.announced);
  assert.equal(exitCode(made.summary, true), 0);
  const text = summaryText(made);
  assert.match(
    text,
    /^Deprecation: answers announce that the operation is deprecated, as of 2023-06-30 \(RFC 9745\)\.$/m,
  );
  assert.match(text, /^Sunset: answers announce that the operation ends, on 2033-12-31 \(RFC 8594\)\.$/m);
  const unreadable = { ...deprecated, date: null, value: "true" };
  assert.match(summaryText({ ...made, announced: [unreadable] }), /deprecated, as of "true" \(RFC 9745\)/);
});

test("the summary says when nothing was judged", () => {
  assert.match(summaryText(statement([])), /no case fits/);
  assert.match(
    summaryText(statement([row("skipped", { reason: "not recorded" })])),
    /every case was skipped \(not recorded\)/,
  );
});
