import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { CASES } from "../cases/index.ts";
import type { Case } from "../contract/case.ts";
import type { Finding, Violation } from "../checks/check.ts";
import { answerOf } from "../drift/observations/answer.ts";
import { failure } from "../mutation/faults/change.ts";
import { field } from "../servers/http/request.ts";
import type { Behaviour } from "../servers/reference/behaviour.ts";
import { openReference } from "../servers/reference/open.ts";
import { EMBEDDED, READ_ONLY, type Capabilities } from "../target/capabilities.ts";
import { findingOfSet } from "./attempts.ts";
import type { CaseRun } from "./result.ts";
import { createRunner } from "./runner.ts";

const racy = caseNamed("wire/deadline-passed");

function caseNamed(id: string): Case {
  const found = CASES.find((each) => each.id === id);
  assert.ok(found, "found is missing");
  return found;
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A server whose deadline ends before the call begins, now and then. */
function racing(rate: number): Behaviour {
  const next = chance(8);
  return {
    answer: (answer, { raw }) =>
      field(raw, "grpc-timeout") === "1n" && next() < rate ? failure(13, 500, "stream terminated") : answer,
  };
}

/** What runs against one server, taken for a real one, say of the race: each as verdicts and as drift compares it. */
async function judgedRuns(
  t: TestContext,
  count: number,
  rate: number,
  capabilities: Capabilities = READ_ONLY,
): Promise<readonly string[]> {
  const { descriptor, server, close } = await openReference();
  t.after(close);
  server.setBehaviours([racing(rate)]);
  const live = { ...descriptor, capabilities };
  const texts: string[] = [];
  for (let run = 0; run < count; run += 1) {
    const runner = createRunner(live);
    const runs: CaseRun[] = [];
    for (const transport of ["grpc", "grpc-web"] as const) runs.push(await runner.run(racy, transport));
    runner.close();
    assert.equal(
      runs.every(({ exchanges }) => exchanges.length === 1),
      true,
    );
    texts.push(JSON.stringify(runs.map((each) => [each.rows, answerOf(racy, each, live)])));
  }
  return texts;
}

test("what a server answers by chance is the same verdict, and the same to drift, in ten runs", async (t) => {
  const texts = await judgedRuns(t, 10, 1 / 8);
  assert.equal(new Set(texts).size, 1);
  const rows = (JSON.parse(texts[0] ?? "") as [CaseRun["rows"], unknown][]).flatMap(([each]) => each);
  const verdicts = rows.filter(({ requirement }) => requirement === "GMM-0811");
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ["deviation", "deviation"],
  );
  for (const { violations } of verdicts) {
    assert.equal(violations[0]?.actual, "code 13 (INTERNAL), in some of 64 answers to the same request");
    assert.equal(violations[0].seen, "code 13");
  }
});

test("asked once, the same server gives different verdicts: an embedded one is asked once", async (t) => {
  assert.notEqual(new Set(await judgedRuns(t, 10, 1 / 8, EMBEDDED)).size, 1);
});

test("a server that leaves nothing to chance is judged as by one answer", async (t) => {
  for (const [rate, verdict, actual] of [
    [0, "pass", undefined],
    [1, "deviation", "code 13 (INTERNAL)"],
  ] as const) {
    // Without chance every run sends the same and gets the same: a second one shows it.
    const texts = await judgedRuns(t, 2, rate);
    assert.equal(new Set(texts).size, 1);
    const rows = (JSON.parse(texts[0] ?? "") as [CaseRun["rows"], unknown][]).flatMap(([each]) => each);
    const [row] = rows.filter(({ requirement }) => requirement === "GMM-0811");
    assert.equal(row?.verdict, verdict);
    assert.equal(row.violations[0]?.actual, actual);
  }
});

function violation(seen: string, actual = seen): Violation {
  return { where: "grpc-status", expected: "code 4", actual, seen };
}

test("findings of a set do not depend on their order", () => {
  const findings: readonly Finding[] = [[], [violation("code 13")], [violation("code 2")], { nothing: "no answer" }];
  const merged = findingOfSet(findings);
  assert.deepEqual(findingOfSet(findings.toReversed()), merged);
  assert.ok(!("nothing" in merged), "nothing was judged");
  assert.deepEqual(
    merged.map(({ seen }) => seen),
    ["code 13", "code 2"],
  );
});

test("a set in which no answer can be judged has nothing to judge, and one answer stays as it is", () => {
  assert.deepEqual(findingOfSet([{ nothing: "first" }, { nothing: "second" }]), { nothing: "first" });
  assert.deepEqual(findingOfSet([[violation("code 13")]]), [violation("code 13")]);
  assert.deepEqual(findingOfSet([{ nothing: "first" }, []]), []);
});
