import assert from "node:assert/strict";
import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import { managementFault } from "../../src/mutation/faults/management/index.ts";
import type { Call } from "../../src/servers/reference/call.ts";
import type { OperationName } from "../../src/servers/reference/management/route-table.ts";
import { startLive, userNames, type LiveServer } from "../support/live-server.ts";
import { clean, journalled } from "../support/cleaning.ts";
import { echoing } from "../support/leaky-behaviours.ts";
import { ADMIN, keyFileOf } from "../support/live-accounts.ts";
import { filesIn, startCommand, type CommandRun } from "../support/run-command.ts";
import { scratchFolder } from "../support/scratch.ts";
import { assertHidden, linesOfKey, watch } from "../support/secrets.ts";
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

/** How a test changes what the server of an interrupted run does. */
type Behaves = (...behaviours: readonly Behaviour[]) => void;

/**
 * Runs the main job and signals it at a request that the server recognises. Resolves when none of its processes is
 * left.
 */
function interrupted(
  { env, server: { server } }: LiveServer,
  signal: NodeJS.Signals,
  moment: readonly [picks: Picks, number: number],
  behave: Behaves = (...behaviours) => {
    server.setBehaviours(behaviours);
  },
): Promise<CommandRun> {
  const { child, ended } = startCommand("conformance", { ...env, ...SHORT_LAG }, ...NARROW);
  let isSignalled = false;
  behave(
    at(...moment, () => {
      child.kill(signal);
      isSignalled = true;
    }),
    // A loaded machine takes a while to end a process: until then the server does not answer, so that the run cannot
    // finish. To SIGINT it answers what removes the users.
    {
      wire: (wire, { call: { route } }) =>
        isSignalled && (signal === "SIGKILL" || (signal === "SIGINT" && route.kind === "metadata"))
          ? { ...wire, delay: 15_000 }
          : wire,
    },
  );
  return ended.finally(() => {
    behave();
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
  test("a killed run leaves no process and no secret, and cleanup removes only what its journal names", async (t) => {
    const live = await watch(t);
    const before = userNames(live);
    const path = await keyFileOf(live, ADMIN);
    const env = { ...live.env, ZITADEL_ADMIN_TOKEN: "", ZITADEL_ADMIN_KEY_FILE: path, ...SHORT_LAG };
    const moment = [asksFor("removePersonalAccessToken"), 1] as const;
    const run = await interrupted({ ...live, env }, "SIGKILL", moment, (...each) => {
      live.behave(echoing, ...each);
    });
    assert.equal(run.code, null);
    assert.ok(!run.files.has("conformance.json"), "Playwright went on without the main job");
    const names = journalled(live);
    assert.equal(names.length, 4);
    assert.equal(
      names.some((name) => /-revocable-\d+-1$/.test(name)),
      true,
    );
    const files = new Map([...run.files, ...filesIn(live.journal)]);
    assertHidden({ ...run, files }, [...live.secrets, ...linesOfKey(path)]);
    addSimilar(live, names);
    const left = userNames(live);
    const untouched = left.filter((name) => !names.includes(name));
    assert.equal(untouched.length, before.length + 4 * names.length + 2);

    const dry = await clean(env, "--dry-run");
    assert.deepEqual(dry, { code: 0, said: names.map((name) => `would remove ${name}`).join("\n") });
    assert.deepEqual(userNames(live), left);
    assert.deepEqual(journalled(live), names);

    live.behave(echoing, managementFault("delete/fails").make(live.server.server.state));
    const failed = await startCommand("cleanup", env).ended;
    assert.equal(failed.code, 2, failed.stderr);
    assert.match(failed.stdout, /^left {8}conformance-/);
    assertHidden(failed, [...live.secrets, ...linesOfKey(path)]);
    assert.deepEqual(userNames(live), left);
    assert.deepEqual(journalled(live), names);

    live.behave();
    const real = await startCommand("cleanup", env).ended;
    assert.equal(real.code, 0, real.stderr);
    assert.equal(real.stdout, names.map((name) => `removed     ${name}\n`).join(""));
    assert.deepEqual(userNames(live), untouched);
    assert.deepEqual(readdirSync(live.journal), []);
  });

  test("cleans up after a run killed between the request for a user and its id, whether the server created it or not", async (t) => {
    const live = await startLive(t);
    const { users } = live.server.server.state;
    const before = userNames(live);
    const run = await interrupted(live, "SIGKILL", [asksFor("addMachineUser"), 2]);
    assert.equal(run.code, null);
    const names = journalled(live);
    assert.deepEqual(
      names.map((name) => name.replace(/^conformance-[0-9a-f]{12}-/, "")),
      ["subject", "other"],
    );
    const made = [...users].filter(([, { userName }]) => names.includes(userName));
    assert.equal(made.length, 2);
    const journal = join(scratchFolder(), "journal");
    cpSync(live.journal, journal, { recursive: true });

    const cleaned = async (): Promise<string[]> => {
      const { code, said } = await clean({ ...live.env, ...SHORT_LAG });
      assert.equal(code, 0);
      assert.deepEqual(userNames(live), before);
      assert.deepEqual(readdirSync(live.journal), []);
      return said.split("\n").map((line) => line.split(" ")[0] ?? "");
    };
    assert.deepEqual(await cleaned(), ["removed", "removed"]);
    // The same run and a server that was killed too, before it created the second user.
    for (const [id, user] of made) if (user.userName === names[0]) users.set(id, user);
    assert.equal(userNames(live).length, before.length + 1);
    cpSync(journal, live.journal, { recursive: true });
    assert.deepEqual(await cleaned(), ["removed", "absent"]);
  });

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
