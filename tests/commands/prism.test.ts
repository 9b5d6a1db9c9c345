import assert from "node:assert/strict";
import { after, test } from "node:test";
import pMap from "p-map";
import { allTests } from "../../src/cases/tests.ts";
import { createRunner } from "../../src/runner/runner.ts";
import { openPrism } from "../../src/servers/prism/open.ts";

/** Concurrent cases: with more, a loaded machine answers some too late. */
const AT_ONCE = 16;

const target = await openPrism();
const runner = createRunner(target.descriptor);
const runs = await pMap(allTests(), ({ testCase, transport }) => runner.run(testCase, transport), {
  concurrency: AT_ONCE,
});
runner.close();

after(async () => {
  await target.close();
});

test("schemas, media types and missing credentials are judged by Prism's mock, and pass", () => {
  const rows = runs.flatMap((run) => run.rows);
  const judged = new Set(rows.filter(({ verdict }) => verdict === "pass").map(({ requirement }) => requirement));
  for (const id of ["GMM-0102", "GMM-0104", "GMM-0401", "GMM-0501", "GMM-0502", "GMM-0601", "GMM-0602"]) {
    assert.ok(judged.has(id), `${id} is judged`);
  }
  const bad = rows.filter(({ verdict }) => !["pass", "inapplicable", "skipped"].includes(verdict));
  assert.deepEqual(bad, []);
});

test("requirements that a mock is no evidence for are skipped with the reason", () => {
  for (const { case: id, transport, rows } of runs) {
    for (const row of rows) {
      if (transport !== "rest") assert.equal(row.verdict, "skipped", `${id} over ${transport}`);
      if (row.verdict === "skipped") assert.ok((row.reason ?? "").length > 10, `${id} says why`);
    }
  }
  const forced = runs
    .flatMap((run) => run.rows)
    .find(({ case: id, requirement }) => id === "missing-key/nobody" && requirement === "GMM-0201");
  assert.equal(forced?.verdict, "skipped");
});
