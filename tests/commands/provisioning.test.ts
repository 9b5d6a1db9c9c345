import { BlockedError, LeftoverError } from "../../src/errors.ts";
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import pMap from "p-map";
import { CASES } from "../../src/cases/index.ts";
import { testsOf } from "../../src/cases/tests.ts";
import type { Row } from "../../src/runner/result.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import { readKnownDeviations } from "../../src/settings/read-known-deviations.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { failure } from "../../src/mutation/faults/change.ts";
import { openLiveTarget, startLive, userNames, type LiveServer } from "../support/live-server.ts";

/** Concurrent cases. */
const AT_ONCE = 8;

async function judge(descriptor: TargetDescriptor, ...ids: string[]): Promise<Row[]> {
  const runner = openRunner(descriptor, { known: readKnownDeviations() });
  try {
    const picked = CASES.filter(({ id }) => ids.some((part) => id.includes(part)));
    assert.ok(picked.length > 0, String(picked.length));
    const tests = testsOf(picked);
    const runs = await pMap(tests, ({ testCase, transport }) => runner.run(testCase, transport), {
      concurrency: AT_ONCE,
    });
    return runs.flatMap(({ rows }) => rows);
  } finally {
    runner.close();
  }
}

function bad(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ verdict }) => !["pass", "known", "inapplicable"].includes(verdict));
}

/** Prepares a run, runs a test with it, and removes its users before the server closes. */
async function prepared(
  live: LiveServer,
  env: Readonly<Record<string, string>>,
  work: (descriptor: TargetDescriptor) => Promise<void>,
): Promise<void> {
  const target = await openLiveTarget({ ...live.env, ...env });
  try {
    await work(target.descriptor);
  } finally {
    await target.close();
  }
}

// That nothing is skipped for lack of preparation known-deviations.test.ts shows.
// Each run waits a few seconds for its token to expire, so the tests run in parallel.
describe("provisioning", { concurrency: 12 }, () => {
  test("every run has its own users, whose names show their purpose", async (t) => {
    const live = await startLive(t);
    const targets = await Promise.all([openLiveTarget(live.env), openLiveTarget(live.env)]);
    const names = userNames(live).filter((name) => name.startsWith("conformance-"));
    assert.equal(names.length, 6);
    assert.match(names[0] ?? "", /^conformance-[0-9a-f]{12}-deactivated$/);
    for (const target of targets) await target.close();
    assert.deepEqual(
      userNames(live).filter((name) => name.startsWith("conformance-")),
      [],
    );
  });

  test("tokens expire by themselves within an hour", async (t) => {
    const live = await startLive(t);
    const target = await openLiveTarget(live.env);
    const { tokens } = live.server.server.state;
    for (const value of Object.values(target.descriptor.tokens)) {
      const expires = tokens.get(value)?.expires ?? Infinity;
      assert.ok(expires <= Date.now() + 3_602_000, String(expires));
    }
    await target.close();
  });

  test("a slow projection is waited for and reported", async (t) => {
    const live = await startLive(t, { projectionDelay: 300 });
    let reads = 0;
    // On a loaded machine the delay may have passed before the first read: the first ones find nothing in any case.
    const late: Behaviour = {
      answer: (answer, { route }) =>
        answer.kind === "entry" && route.kind === "metadata" && (reads += 1) <= 4 ? failure(5, 404) : answer,
    };
    live.server.server.setBehaviours([late]);
    const target = await openLiveTarget(live.env);
    assert.match(target.descriptor.notes?.join() ?? "", /was visible after \d+ ms/);
    const rows = await judge(target.descriptor, "life/", "isolation/removed", "isolation/deactivated");
    assert.deepEqual(bad(rows), []);
    assert.deepEqual(new Set(rows.map(({ verdict }) => verdict)), new Set(["pass"]));
    await target.close();
    assert.equal(
      userNames(live).some((name) => name.startsWith("conformance-")),
      false,
    );
  });

  test("a user whose creation was answered with an error stays in the journal, and is removed", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    let made = 0;
    // Like a gateway that repeats a request: the first attempt succeeded, the second finds the name taken.
    const twice: Behaviour = {
      answer: (answer, { route }) =>
        route.kind === "management" && route.operation === "addMachineUser" && (made += 1) === 1
          ? failure(6, 409)
          : answer,
    };
    live.server.server.setBehaviours([twice]);
    await assert.rejects(openLiveTarget(live.env), /refused to prepare the run .*HTTP 409 and code 6/);
    assert.equal(made, 1);
    assert.deepEqual(userNames(live), before);
    assert.deepEqual(readdirSync(live.journal), []);
  });

  test("a quota that is used up within a run blocks what is left, over every transport", async (t) => {
    const live = await startLive(t);
    await prepared(live, { RETRY_AFTER_LIMIT_MS: "1" }, async (descriptor) => {
      live.server.server.setBehaviours([{ answer: (answer) => (answer.kind === "entry" ? failure(8, 429) : answer) }]);
      const rows = await judge(descriptor, "success/text");
      live.server.server.setBehaviours([]);
      assert.ok(rows.length > 0, String(rows.length));
      assert.deepEqual(new Set(rows.map(({ verdict }) => verdict)), new Set(["blocked"]));
      assert.equal(
        rows.some(({ reason = "" }) => /code 8 \(RESOURCE_EXHAUSTED\).*: set MAX_REQUESTS_PER_SECOND/.test(reason)),
        true,
      );
    });
  });

  /** Obstacles to provisioning, with the message. */
  const OBSTACLES: readonly (readonly [fault: string, sentence: RegExp])[] = [
    ["quota/exhausted", /answered HTTP 429 and asked to wait 1 s, .*set MAX_REQUESTS_PER_SECOND .*or raise its quotas/],
    ["quota/exhausted-midway", /answered HTTP 429 and asked to wait 1 s, .*or raise its quotas/],
    ["admin/refused", /may not manage users .*role ORG_USER_MANAGER/],
    [
      "create/second-fails",
      /refused to prepare the run \(POST \/management\/v1\/users\/machine was answered with HTTP 500/,
    ],
    ["projection/too-slow", /projections are slow: .*did not show within 300 ms: raise PROJECTION_TIMEOUT_MS/],
    ["projection/tokens-too-slow", /did not accept a token that it had just issued within 300 ms/],
  ];

  for (const [fault, sentence] of OBSTACLES) {
    test(`an obstacle is reported in one sentence, and no user is left behind: ${fault}`, async (t) => {
      const live = await startLive(t, {}, fault);
      const before = userNames(live);
      await assert.rejects(
        openLiveTarget({ ...live.env, PROJECTION_TIMEOUT_MS: "300", RETRY_AFTER_LIMIT_MS: "1" }),
        (error) => {
          assert.ok(error instanceof BlockedError, String(error));
          assert.match(error.message.split("\n")[0] ?? "", sentence);
          return true;
        },
      );
      if (fault.startsWith("quota")) return;
      assert.deepEqual(userNames(live), before);
    });
  }

  test("invalid credentials and credentials without rights are distinguished", async (t) => {
    const live = await startLive(t);
    const plain = live.server.descriptor.tokens.subject ?? "";
    await assert.rejects(
      openLiveTarget({ ...live.env, ZITADEL_ADMIN_TOKEN: plain }),
      /may not manage users .*ORG_USER_MANAGER/,
    );
    await assert.rejects(
      openLiveTarget({ ...live.env, ZITADEL_ADMIN_TOKEN: "not-a-token" }),
      /does not accept the administrator's credentials .*has not expired/,
    );
    assert.equal(!existsSync(live.journal) || readdirSync(live.journal).length === 0, true);
  });

  for (const fault of ["delete/fails", "delete/not-found"]) {
    test(`users that cannot be removed are reported, and stay in the journal: ${fault}`, async (t) => {
      const live = await startLive(t, {}, fault);
      const target = await openLiveTarget({ ...live.env, PROJECTION_TIMEOUT_MS: "300" });
      await assert.rejects(target.close(), (error) => {
        assert.ok(error instanceof LeftoverError, "not a LeftoverError");
        assert.match(error.message, /conformance-[0-9a-f]{12}-subject.* could not be removed .*npm run cleanup/);
        return true;
      });
      assert.equal(readdirSync(live.journal).length, 1);
    });
  }

  /** A user who keeps revoked access makes its case fail, not the set-up. */
  const OPEN_DOORS: readonly (readonly [fault: string, requirement: string, test: string])[] = [
    ["token/expiry-ignored", "GMM-0405", "bad-token/expired"],
    ["user/deactivated-works", "GMM-0417", "bad-token/deactivated"],
    ["token/removed-works", "GMM-1104", "isolation/removed-token"],
    ["user/deactivated-works", "GMM-1105", "isolation/deactivated-user"],
    ["metadata/of-another", "GMM-1101", "isolation/in-turns"],
  ];

  for (const [fault, requirement, id] of OPEN_DOORS) {
    test(`${fault} is the vendor's fault: ${requirement} fails`, async (t) => {
      const live = await startLive(t, {}, fault);
      await prepared(live, { PROJECTION_TIMEOUT_MS: "300" }, async (descriptor) => {
        const rows = await judge(descriptor, id);
        assert.equal(
          rows.some((row) => row.requirement === requirement && row.verdict === "fail"),
          true,
        );
      });
    });
  }

  test("a projection that falls behind blocks the cases of a changing value, and a wrong answer fails them", async (t) => {
    const live = await startLive(t);
    const { state } = live.server.server;
    await prepared(live, { PROJECTION_TIMEOUT_MS: "300" }, async (descriptor) => {
      state.lag.delay = 60_000;
      const late = await judge(descriptor, "life/");
      state.lag.delay = 0;
      assert.deepEqual(new Set(late.map(({ verdict }) => verdict)), new Set(["blocked"]));
      assert.match(late[0]?.reason ?? "", /projections are slow: after \d+ ms .*raise PROJECTION_TIMEOUT_MS/);
      live.server.server.setBehaviours([{ answer: (answer) => (answer.kind === "entry" ? failure(13, 500) : answer) }]);
      const wrong = await judge(descriptor, "life/");
      live.server.server.setBehaviours([]);
      assert.equal(
        wrong.some((row) => row.requirement === "GMM-1001" && row.verdict === "fail"),
        true,
      );
    });
  });
});
