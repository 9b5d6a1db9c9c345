import assert from "node:assert/strict";
import { test } from "node:test";
import pMap from "p-map";
import { OPERATION } from "../../../contract/operation.ts";
import { allTests } from "../../../cases/tests.ts";
import { createRunner } from "../../../runner/runner.ts";
import { readRecording } from "../../recording/format.ts";
import { readKnownDeviations } from "../../../settings/read-known-deviations.ts";
import { openReference } from "../open.ts";
import { PROFILES } from "./profile.ts";
import { replayOnProfile } from "../../../../tests/support/profile-replay.ts";

const known = readKnownDeviations();

/** Scenarios and the cases in which releases deviate; known-deviations.test.ts judges a profile in all but scenarios. */
const JUDGED = allTests().filter(
  ({ testCase: { id, kind } }) => kind === "scenario" || known.some(({ observed }) => observed.cases.includes(id)),
);

/** Concurrent cases: with more, a loaded machine answers some too late. */
const AT_ONCE = 16;

for (const profile of PROFILES) {
  const recording = readRecording(`fixtures/recordings/zitadel-v${profile.version}.json`);

  test(`${profile.name}: every recorded request is answered as recorded`, async (t) => {
    assert.equal((await replayOnProfile(t, recording, profile)) >= 189, true);
  });

  test(`${profile.name}: every deviation is a known one of the release`, async (t) => {
    const { descriptor, close } = await openReference({ profile });
    t.after(close);
    const runner = createRunner(descriptor, { known });
    t.after(() => {
      runner.close();
    });
    const runs = await pMap(JUDGED, ({ testCase, transport }) => runner.run(testCase, transport), {
      concurrency: AT_ONCE,
    });
    const rows = runs.flatMap((run) => run.rows);
    const bad = rows.filter(({ verdict }) => !["pass", "known", "inapplicable", "skipped"].includes(verdict));
    assert.deepEqual(bad, []);
    const seen = new Set(rows.flatMap(({ verdict, reason = "" }) => (verdict === "known" ? [reason] : [])));
    const observed = known.filter((entry) => entry.observed.releases.includes(profile.version));
    for (const { id } of observed)
      assert.ok(
        [...seen].some((reason) => reason.includes(id)),
        id,
      );
  });
}

test("a path with two slashes in a row is redirected to an address that any byte may be in", async (t) => {
  const [profile] = PROFILES;
  assert.ok(profile !== undefined, "profile is missing");
  const { server, close } = await openReference({ profile });
  t.after(close);
  const answer = await fetch(`${server.url}${OPERATION.pathPrefix}/%2F%C3%BC%00b%20%22`, { redirect: "manual" });
  assert.equal(answer.status, 301);
  assert.equal(answer.headers.get("location"), `${OPERATION.pathPrefix}/%C3%BC%00b%20%22`);
});
