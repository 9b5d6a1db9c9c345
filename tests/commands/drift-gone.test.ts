import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { runBaseline } from "../../src/cli/baseline-job.ts";
import { runDrift } from "../../src/cli/drift-job.ts";
import { OPERATION } from "../../src/contract/operation.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { PROFILES } from "../../src/servers/reference/profiles/profile.ts";
import type { Env } from "../../src/settings/env.ts";
import { runBlocked } from "../support/blocked-run.ts";
import { baselineFile } from "../support/drift-command.ts";
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

const RELEASES: readonly (readonly [what: string, behaviours: readonly Behaviour[]])[] = [
  ["without the operation", [without(OPERATION.pathPrefix, OPERATION.rpcPath)]],
  ["without the whole API", [without("/auth/v1", `/${OPERATION.service}`)]],
  ["whose router is Go's", [without("/auth/v1", `/${OPERATION.service}`), GOS_404]],
];

for (const [what, behaviours] of RELEASES) {
  for (const who of ["a user", "an administrator"] as const) {
    test(`drift with a live release ${what}, seen by ${who}: one breaking row, and no user made`, async (t) => {
      const live = await start(t, behaviours);
      const names = userNames(live);
      const env = who === "a user" ? asUser(live) : live.env;
      const { code, said, stderr } = await run(runDrift, [await baselineFile("reference"), "live"], env);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^The instance at \S+ answers, and the operation is gone: its router knows no GET \/auth/m);
      assert.match(said, /^Not safe to upgrade from \S.* to \S.*: 1 breaking difference over rest, grpc, grpc-web\./);
      assert.deepEqual(said.match(/DRIFT-\d+ \S+/g), ["DRIFT-0100 operation-gone"]);
      assert.deepEqual(userNames(live), names);
    });
  }
}

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
  const env = { ...asUser(live), ZITADEL_METADATA_KEY: "a/b" };
  const { code, stderr } = await run(runBaseline, ["--out", join(scratchFolder(), "slash.json")], env);
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
});
