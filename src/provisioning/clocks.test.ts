import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { CASES } from "../cases/index.ts";
import { testsOf } from "../cases/tests.ts";
import { withContent, withHeader } from "../mutation/circumstances/answers.ts";
import { openInterposer } from "../mutation/circumstances/interposer.ts";
import { content, type WireAnswer } from "../servers/http/wire.ts";
import { openLiveTarget, startLive, type LiveServer } from "../../tests/support/live-server.ts";
import { openRunner } from "./open-runner.ts";

/** What a proxy does with an answer of the server. */
type Change = (answer: WireAnswer) => WireAnswer;

/** A proxy that writes the Date of every answer by a clock that is so many seconds ahead. */
function dates(ahead: number): Change {
  return (answer) => withHeader(answer, "date", new Date(Date.now() + ahead * 1000).toUTCString());
}

/** Answers that say nowhere when something was created. */
function withoutTimes(answer: WireAnswer): WireAnswer {
  const text = content(answer).toString();
  return text.includes("tokenId") || text.includes("userId")
    ? withHeader(
        withContent(answer, text.replace(/"(changeDate|creationDate)":\s*"[^"]*",?/g, "")),
        "content-length",
        undefined,
      )
    : answer;
}

interface Judged {
  readonly verdicts: readonly string[];
  readonly reasons: readonly string[];
}

/** Prepares a run behind a proxy, and judges whether an expired token is refused. */
async function judgeBehind(t: TestContext, live: LiveServer, change: Change): Promise<Judged> {
  const proxy = await openInterposer(live.server.server.respond, { after: change });
  t.after(() => proxy.close());
  const target = await openLiveTarget({
    ...live.env,
    ZITADEL_BASE_URL: proxy.baseUrl,
    PROJECTION_TIMEOUT_MS: "1000",
  });
  const runner = openRunner(target.descriptor);
  try {
    const tests = testsOf(CASES.filter(({ id }) => id === "bad-token/expired"));
    const runs = await Promise.all(tests.map(({ testCase, transport }) => runner.run(testCase, transport)));
    const rows = runs.flatMap((run) => run.rows).filter(({ requirement }) => requirement === "GMM-0405");
    assert.equal(rows.length, 3);
    return {
      verdicts: [...new Set(rows.map(({ verdict }) => verdict))],
      reasons: [...new Set(rows.flatMap(({ reason = [] }) => reason))],
    };
  } finally {
    runner.close();
    await target.close();
  }
}

// Each waits a few seconds for a token to expire.
describe("an expired token behind a proxy that writes Dates", { concurrency: 12 }, () => {
  for (const ahead of [20, 3600, -100, -7200]) {
    test(`expires by the server's own clock where the proxy's is ${String(ahead)} s ahead`, async (t) => {
      const judged = await judgeBehind(t, await startLive(t), dates(ahead));
      assert.deepEqual(judged, { verdicts: ["pass"], reasons: [] });
    });

    test(`that the vendor accepts fails where the proxy's clock is ${String(ahead)} s ahead`, async (t) => {
      const judged = await judgeBehind(t, await startLive(t, {}, "token/expiry-ignored"), dates(ahead));
      assert.deepEqual(judged.verdicts, ["fail"]);
    });
  }

  test("expires by the server's own clock where it and the proxy's are both off", async (t) => {
    const live = await startLive(t, { now: () => Date.now() + 300_000 });
    assert.deepEqual(await judgeBehind(t, live, dates(600)), { verdicts: ["pass"], reasons: [] });
  });

  test("expires by this machine's clock where the server says nowhere when something was created", async (t) => {
    const change: Change = (answer) => dates(60)(withoutTimes(answer));
    assert.deepEqual(await judgeBehind(t, await startLive(t), change), { verdicts: ["pass"], reasons: [] });
  });

  test("that may not have ended blocks, and the sentence names the proxy's clock", async (t) => {
    const live = await startLive(t, { now: () => Date.now() - 60_000 });
    const { verdicts, reasons } = await judgeBehind(t, live, (answer) => dates(60)(withoutTimes(answer)));
    assert.deepEqual(verdicts, ["blocked"]);
    assert.match(
      reasons.join("\n"),
      /^The short-lived token of the run was still accepted, and may not have expired: .* (59|60) s ahead of this machine's clock.*the proxy that writes them[^\n]*$/,
    );
  });
});
