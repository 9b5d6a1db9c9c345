import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openRun } from "../../src/bootstrap/open-run.ts";
import { allTests, type Test } from "../../src/cases/tests.ts";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { runDrift } from "../../src/cli/drift-job.ts";
import { OPERATION } from "../../src/contract/operation.ts";
import { compare } from "../../src/drift/compare.ts";
import { recordAnswers } from "../../src/drift/record.ts";
import { requestClassOf } from "../../src/drift/request-class.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { PROFILES } from "../../src/servers/reference/profiles/profile.ts";
import type { Env } from "../../src/settings/env.ts";
import { runBlocked } from "../support/blocked-run.ts";
import { readSettings } from "../../src/settings/settings.ts";
import { baselineFile, baselineOf } from "../support/drift-command.ts";
import { run } from "../support/in-process.ts";
import { startLive, userNames, type LiveServer } from "../support/live-server.ts";
import { scratchFolder } from "../support/scratch.ts";

/** The router of a release that has these paths no longer, which answers as those of real releases do. */
function without(...paths: readonly string[]): Behaviour {
  return {
    raw: (raw) => ({ ...raw, target: paths.reduce((target, path) => target.replace(path, "/removed"), raw.target) }),
  };
}

/** Go's own router, where the gateway has no path below this one. */
const GOS_404: Behaviour = {
  wire: (wire, { call }) =>
    call.transport === "rest" && call.raw.target.startsWith("/removed")
      ? {
          ...wire,
          status: 404,
          headers: [["content-type", "text/plain; charset=utf-8"]],
          chunks: [Buffer.from("404 page not found\n")],
        }
      : wire,
};

/** A server that answers as a real release does, but for these behaviours. */
async function start(t: TestContext, behaviours: readonly Behaviour[]): Promise<LiveServer> {
  const live = await startLive(t);
  const release = PROFILES.find(({ version }) => version === "4.0.0")?.behaviours ?? [];
  live.server.server.setBehaviours([...release, ...behaviours]);
  return live;
}

function asUser({ server }: LiveServer): Env {
  const { baseUrl, tokens } = server.descriptor;
  return { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject };
}

const GOS_ROUTER = [without("/auth/v1", `/${OPERATION.service}`), GOS_404];

const GONE = /^The instance at \S+ answers, and the operation is gone: its router knows no GET \/auth/m;

const RELEASES: readonly (readonly [what: string, behaviours: readonly Behaviour[]])[] = [
  ["without the operation", [without(OPERATION.pathPrefix, OPERATION.rpcPath)]],
  ["without the whole API", [without("/auth/v1", `/${OPERATION.service}`)]],
  ["whose router is Go's", GOS_ROUTER],
];

/** One test of each class of requests over each transport: a router that lacks the operation looks at none of them. */
const SAMPLE = sampleOf(allTests());

function sampleOf(tests: readonly Test[]): readonly Test[] {
  const first = new Map(tests.toReversed().map((each) => [`${each.transport} ${classOf(each)}`, each]));
  return [...first.values()];
}

function classOf({ testCase, transport }: Test): string {
  return requestClassOf({ case: testCase.id, transport }, "first");
}

for (const [what, behaviours] of RELEASES) {
  for (const who of ["a user", "an administrator"] as const) {
    test(`a release ${what} has no operation for ${who}, in its preflight and in its answers, and no user is made`, async (t) => {
      const live = await start(t, behaviours);
      const names = userNames(live);
      const settings = readSettings(who === "a user" ? asUser(live) : live.env);
      const opened = await openRun(settings, { recordsRemoval: true });
      t.after(() => opened.close());
      const { descriptor, blocked } = opened.context;
      assert.match(opened.gone ?? "", GONE);
      assert.deepEqual(blocked, {});
      assert.deepEqual(userNames(live), names);
      const runner = openRunner(descriptor);
      t.after(() => {
        runner.close();
      });
      const { answers } = await recordAnswers(descriptor, runner, SAMPLE);
      const { rows } = compare(await baselineOf("reference"), { answers, noise: [] });
      assert.deepEqual(
        rows.map(({ rule, grade }) => `${rule} ${grade}`),
        ["DRIFT-0100 breaking"],
      );
      assert.deepEqual(userNames(live), names);
    });
  }
}

test("drift with a live release whose router is Go's, seen by an administrator: one breaking row, and no user made", async (t) => {
  const live = await start(t, GOS_ROUTER);
  const names = userNames(live);
  const { code, said, stderr } = await run(runDrift, [await baselineFile("reference"), "live"], live.env);
  assert.equal(code, 1, stderr);
  assert.match(stderr, GONE);
  assert.match(said, /^Not safe to upgrade from \S.* to \S.*: 1 breaking difference over rest, grpc, grpc-web\./);
  assert.deepEqual(said.match(/DRIFT-\d+ \S+/g), ["DRIFT-0100 operation-gone"]);
  assert.deepEqual(userNames(live), names);
});

test("a baseline of a release without the operation is recorded, and compares like the release", async (t) => {
  const live = await start(t, [without(OPERATION.pathPrefix, OPERATION.rpcPath)]);
  const out = join(scratchFolder(), "gone.json");
  const recorded = await run(runBaseline, ["--out", out], asUser(live));
  assert.equal(recorded.code, 0, recorded.stderr);
  assert.match(recorded.stderr, /the operation is gone/);
  const { code, said } = await run(runDrift, [await baselineFile("reference"), out], {});
  assert.equal(code, 1);
  assert.deepEqual(said.match(/DRIFT-\d+ \S+/g), ["DRIFT-0100 operation-gone"]);
});

test("a run of an administrator against a release without the operation is blocked with the reason, and makes no user", async (t) => {
  const live = await start(t, [without(OPERATION.pathPrefix, OPERATION.rpcPath)]);
  const names = userNames(live);
  const { code, stderr, files } = await runBlocked(live.env);
  assert.equal(code, 2);
  assert.match(stderr, /answers, and the operation is gone/);
  // The statement in each of its forms, and nothing of tests that ran.
  const forms = ["html", "json", "md", "svg"].map((form) => `conformance.${form}`);
  assert.deepEqual([...files.keys()].sort(), [...forms, "junit.xml"]);
  assert.deepEqual(userNames(live), names);
});

test("a key that a router reads as a path does not look like an operation that is gone", async (t) => {
  const live = await start(t, []);
  const notes: string[] = [];
  const opened = await openRun(readSettings({ ...asUser(live), ZITADEL_METADATA_KEY: "a/b" }), {
    recordsRemoval: true,
    onNote: (note) => notes.push(note),
  });
  t.after(() => opened.close());
  assert.equal(opened.gone, undefined);
  assert.deepEqual([opened.context.blocked, notes], [{}, []]);
});
