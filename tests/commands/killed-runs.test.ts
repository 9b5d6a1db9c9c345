import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { managementFault } from "../../src/mutation/faults/management/index.ts";
import type { Call } from "../../src/servers/reference/call.ts";
import type { OperationName } from "../../src/servers/reference/management/route-table.ts";
import { startLive, userNames, type LiveServer } from "../support/live-server.ts";
import { startCommand, type CommandRun } from "../support/run-command.ts";
import { clean, journalled } from "../support/cleaning.ts";
/** One case that creates a user during the run. */
const NARROW = ["--grep", "isolation/removed-token", "--project", "rest"];
/** A lost user is searched for as long as a projection may take. */
const SHORT_LAG = { PROJECTION_TIMEOUT_MS: "1000" };

/** Selects requests. */
type Picks = (call: Call) => boolean;

const asksFor =
  (operation: OperationName): Picks =>
  ({ route }) =>
    route.kind === "management" && route.operation === operation;

/** Only the preflight and the cases use gRPC, and the preflight is first. */
const isPreflight: Picks = ({ transport }) => transport === "grpc";

/** Runs an action at the n-th request of a kind, before the server handles it. */
function at(picks: Picks, number: number, act: () => void): Behaviour {
  let count = 0;
  return {
    call: (call) => {
      if (!picks(call)) return call;
      count += 1;
      if (count === number) act();
      return call;
    },
  };
}

/**
 * Runs the main job and signals it at a request that the server recognises. Resolves when none of its processes is
 * left.
 */
function interrupted(
  live: LiveServer,
  signal: NodeJS.Signals,
  moment: readonly [picks: Picks, number: number],
  ...faults: readonly string[]
): Promise<CommandRun> {
  const { child, ended } = startCommand("conformance", { ...live.env, ...SHORT_LAG }, ...NARROW);
  const { server } = live.server;
  let isKilled = false;
  server.setBehaviours([
    at(...moment, () => {
      child.kill(signal);
      isKilled = signal === "SIGKILL";
    }),
    // A loaded machine takes a while to end a process: until then the server does not answer, so that the run cannot
    // finish.
    { wire: (wire) => (isKilled ? { ...wire, delay: 15_000 } : wire) },
    ...faults.map((id) => managementFault(id).make(server.state)),
  ]);
  return ended.finally(() => {
    server.setBehaviours([]);
  });
}

/** Adds users whose names are similar to those in a journal, and returns their names. */
function addSimilar({ server }: LiveServer, names: readonly string[]): string[] {
  const { state } = server.server;
  const organisation = [...state.users.values()][0]?.organisation ?? "";
  const similar = names.flatMap((name) => [name.slice(0, -1), `${name}x`, `x${name}`, name.toUpperCase()]);
  for (const userName of [...similar, "conformance-", "conformance-000000000000-subject"]) {
    state.addUser(state.newId(), organisation, { userName });
  }
  return similar;
}

// Each test spends most of its time waiting for processes to start.
describe("users that a run leaves behind", { concurrency: 4 }, () => {
  test("a killed run leaves no process, and cleanup removes only what its journal names", async (t) => {
    const live = await startLive(t);
    const before = userNames(live);
    const run = await interrupted(live, "SIGKILL", [asksFor("removePersonalAccessToken"), 1]);
    assert.equal(run.code, null);
    assert.ok(!run.files.has("conformance.json"), "Playwright went on without the main job");
    const names = journalled(live);
    assert.equal(names.length, 4);
    assert.equal(
      names.some((name) => /-revocable-\d+-1$/.test(name)),
      true,
    );
    addSimilar(live, names);
    const left = userNames(live);
    const untouched = left.filter((name) => !names.includes(name));
    assert.equal(untouched.length, before.length + 4 * names.length + 2);

    const env = { ...live.env, ...SHORT_LAG };
    const dry = await startCommand("cleanup", env, "--dry-run").ended;
    assert.equal(dry.code, 0, dry.stderr);
    assert.equal(dry.stdout, names.map((name) => `would remove ${name}\n`).join(""));
    assert.deepEqual(userNames(live), left);
    assert.deepEqual(journalled(live), names);

    const real = await startCommand("cleanup", env).ended;
    assert.equal(real.code, 0, real.stderr);
    assert.equal(real.stdout, names.map((name) => `removed     ${name}\n`).join(""));
    assert.deepEqual(userNames(live), untouched);
    assert.deepEqual(readdirSync(live.journal), []);
  });

  for (const [what, faults] of [
    ["created the user", []],
    ["did not create the user", ["create/second-fails"]],
  ] as const) {
    test(`cleans up after a run killed between the request for a user and its id, when the server ${what}`, async (t) => {
      const live = await startLive(t);
      const before = userNames(live);
      const run = await interrupted(live, "SIGKILL", [asksFor("addMachineUser"), 2], ...faults);
      assert.equal(run.code, null);
      const names = journalled(live);
      assert.deepEqual(
        names.map((name) => name.replace(/^conformance-[0-9a-f]{12}-/, "")),
        ["subject", "other"],
      );
      assert.equal(userNames(live).length, before.length + names.length - faults.length);
      const { code, said } = await clean({ ...live.env, ...SHORT_LAG });
      assert.equal(code, 0);
      assert.deepEqual(
        said.split("\n").map((line) => line.split(" ")[0]),
        ["removed", faults.length === 0 ? "removed" : "absent"],
      );
      assert.deepEqual(userNames(live), before);
      assert.deepEqual(readdirSync(live.journal), []);
    });
  }

  for (const [what, signal, moment] of [
    ["while it creates users", "SIGINT", [asksFor("addMachineUser"), 2]],
    ["before the first case", "SIGTERM", [isPreflight, 1]],
    ["while it runs cases", "SIGINT", [asksFor("removePersonalAccessToken"), 1]],
  ] as const) {
    test(`${signal} ${what} removes the users, and the run is blocked`, async (t) => {
      const live = await startLive(t);
      const before = userNames(live);
      const run = await interrupted(live, signal, moment);
      assert.equal(run.code, 2, run.stdout + run.stderr);
      assert.match(run.stderr, /Interrupted: removing the users of the run/);
      assert.ok(run.files.has("conformance.json"), run.stdout + run.stderr);
      assert.deepEqual(userNames(live), before);
      assert.deepEqual(readdirSync(live.journal), []);
    });
  }
});
